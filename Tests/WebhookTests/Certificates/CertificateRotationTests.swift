import Foundation
import Testing

@testable import Webhook

/// Rotations in a cluster that is simulated, with what goes wrong there.
@Suite struct CertificateRotationTests {
    private let settings: RotationSettings
    private let cluster: SimulatedCluster

    init() throws {
        settings = try RotationSettings(replicas: "mig-gate-replicas.mig-gate.svc:8443")
        cluster = SimulatedCluster(settings)
        cluster.put(ClusterObjects.emptySecret, settings.secretResource)
        cluster.put(ClusterObjects.webhooks, settings.webhookResource)
    }

    /// One with certificates that are in use.
    private func install() throws {
        try #require(cluster.run().status == 0)
        cluster.pass(600)
        cluster.watch()
    }

    private var secret: APIValue { cluster.object(settings.secretResource) ?? .null }

    private var webhooks: APIValue { cluster.object(settings.webhookResource) ?? .null }

    private var read: CertificateSecret { CertificateSecret(secret, cluster.workshop) }

    private var bundles: [[CertificateDetails]] {
        TrustingWebhooks(webhooks, service: settings.service, cluster.workshop).bundles.map { $0.map(\.details) }
    }

    @Test func anEmptySecretIsFilledInOneWrite() throws {
        let run = cluster.run()
        #expect(run.status == 0)
        #expect(cluster.writes == [settings.secretResource, settings.webhookResource])
        #expect(Set(try #require(secret["data"]?.object).keys) == ["tls.crt", "tls.key", "ca.crt", "ca.key"])
        #expect(read.state.leaf?.names == ["mig-gate.mig-gate.svc", "mig-gate.mig-gate.svc.cluster.local"])
        #expect(run.lines.contains { $0.contains("written: Secret mig-gate/mig-gate-tls: a new CA") }, "\(run.lines)")
        #expect(run.lines.contains { $0.contains("the certificate ends 2027-02-14T08:00:00Z") }, "\(run.lines)")
    }

    @Test func whatIsNotOursStaysAsItIs() throws {
        try install()
        var written = webhooks
        guard case .array(var list)? = written["webhooks"], list.count == 4 else {
            Issue.record("webhooks are missing")
            return
        }
        for index in 0...1 {
            list[index]["clientConfig"]?["caBundle"] = nil
        }
        written["webhooks"] = .array(list)
        written["metadata"]?["resourceVersion"] = nil
        #expect(written == ClusterObjects.webhooks)
        var kept = secret
        kept["data"] = nil
        kept["metadata"]?["resourceVersion"] = nil
        #expect(kept == ClusterObjects.emptySecret)
    }

    @Test func nothingIsWrittenWhileNothingIsDue() throws {
        try install()
        cluster.pass(19 * 86_400)
        let before = cluster.writes.count
        let run = cluster.run()
        #expect(run.status == 0)
        #expect(cluster.writes.count == before)
        #expect(run.lines.count == 2, "\(run.lines)")
    }

    @Test func aCertificateIsReplacedUnderTheSameCA() throws {
        try install()
        let before = read.state
        cluster.pass(20 * 86_400 + 3600)
        #expect(cluster.run().status == 0)
        #expect(read.state.signing == before.signing)
        #expect(read.state.leaf != before.leaf)
        #expect(cluster.writes.count == 3)
    }

    @Test func theOldCAStaysUntilEveryReplicaPresentsTheNewCertificate() throws {
        try install()
        let old = try #require(read.state.signing)
        cluster.stick(1)
        let run = cluster.run(try settings.with(renewal: .ca))
        #expect(run.status == 1)
        let message = try #require(run.lines.last)
        #expect(message.contains("10.0.0.2:8443 presents that of CN=mig-gate"), "\(message)")
        #expect(!message.contains("10.0.0.1"), "\(message)")
        #expect(bundles.allSatisfy { $0.count == 2 && $0.contains(old) })
        #expect(cluster.outages == [])
        cluster.pass(86_400)
        #expect(cluster.run().status == 1)
        #expect(bundles.allSatisfy { $0.contains(old) })
        cluster.unstick()
        #expect(cluster.run().status == 0)
        #expect(bundles.allSatisfy { $0.count == 1 && !$0.contains(old) })
        #expect(cluster.outages == [])
    }

    @Test func withoutReplicasToAskItWaitsAsLongAsKubeletsMayTake() throws {
        try install()
        let blind = try RotationSettings(renewal: .ca)
        let before = cluster.clock.elapsed()
        #expect(cluster.run(blind).status == 0)
        // Once for the CA, once more with --wait for the certificate.
        #expect(cluster.clock.elapsed() - before == .seconds(30 + 30 + 300))
        #expect(bundles.allSatisfy { $0.count == 1 })
        #expect(cluster.outages == [])
    }

    /// A server takes no chain that is out of order.
    @Test func aCertificateWithMoreBehindItThanItsCAIsReplaced() throws {
        try install()
        let other = try cluster.workshop.authority("other", 365).certificate
        let present = secret["data"]?["tls.crt"]?.string.flatMap { Data(base64Encoded: $0) } ?? Data()
        let long = CertificateSecret(secret, cluster.workshop)
            .with(["tls.crt": String(decoding: present, as: UTF8.self) + other])
        cluster.put(long, settings.secretResource)
        let run = cluster.run()
        #expect(run.status == 0)
        #expect(run.lines.contains { $0.contains("the old one has more behind it than its CA") }, "\(run.lines)")
        #expect(read.state.leafProblem == nil)
    }

    @Test func aConfigurationAppliedAnewIsMended() throws {
        try install()
        let bundle = bundles
        cluster.put(ClusterObjects.webhooks, settings.webhookResource)
        #expect(bundles == [[], []])
        #expect(cluster.run().status == 0)
        #expect(bundles == bundle)
    }

    /// As after a Secret of before was restored: replicas may still present what came later.
    @Test func aCAThatTheSecretDoesNotKnowStaysTrustedUntilNobodyNeedsIt() throws {
        try install()
        let former = secret
        try #require(cluster.run(try settings.with(renewal: .ca)).status == 0)
        cluster.pass(600)
        cluster.put(former, settings.secretResource)
        let trusted = bundles
        cluster.stick(2)
        #expect(cluster.run().status == 1)
        #expect(bundles.allSatisfy { $0.count == 2 && Set($0).isSuperset(of: trusted[0]) })
        cluster.unstick()
        #expect(cluster.run().status == 0)
        #expect(bundles.allSatisfy { $0.count == 1 })
    }

    @Test func withoutAConfigurationOnlyTheSecretIsFilled() throws {
        cluster.delete(settings.webhookResource)
        let run = cluster.run()
        #expect(run.status == 0)
        #expect(
            run.lines.contains { $0.contains("ValidatingWebhookConfiguration mig-gate is not there") },
            "\(run.lines)"
        )
        cluster.put(ClusterObjects.webhooks, settings.webhookResource)
        #expect(cluster.run().status == 0)
        #expect(bundles.allSatisfy { $0.count == 1 })
    }

    @Test func aDryRunWritesNothing() throws {
        let run = cluster.run(try settings.with(isDryRun: true))
        #expect(run.status == 0)
        #expect(
            run.lines.first?.hasPrefix("would write: Secret mig-gate/mig-gate-tls: a new CA") == true,
            "\(run.lines)"
        )
        #expect(cluster.writes == [])
    }

    @Test func aMissingSecretIsNotMade() {
        cluster.delete(settings.secretResource)
        let run = cluster.run()
        #expect(run.status == 2)
        #expect(run.lines.last?.contains("kubectl -n mig-gate create secret generic mig-gate-tls") == true)
    }

    @Test func aSecretOfCertManagerIsLeftAlone() {
        var secret = ClusterObjects.emptySecret
        secret["metadata"]?["annotations"] = .object(["cert-manager.io/certificate-name": .string("mig-gate")])
        cluster.put(secret, settings.secretResource)
        let run = cluster.run()
        #expect(run.status == 2)
        #expect(run.lines.last?.contains("cert-manager") == true, "\(run.lines)")
        #expect(cluster.writes == [])
    }

    @Test func changesOfOthersAreReadAnew() {
        cluster.fail([.conflict("changed"), .passing("503", pause: nil), .conflict("changed")])
        #expect(cluster.run().status == 0)
    }

    @Test func conflictsWithoutEndEndTheRun() {
        cluster.fail(Array(repeating: .conflict("changed"), count: 100))
        let run = cluster.run()
        #expect(run.status == 1)
        #expect(run.lines.last == "changed: it changed 10 times while this run changed it", "\(run.lines)")
    }

    @Test func pausesGrowAndEndWithTheDeadline() throws {
        cluster.fail(Array(repeating: .passing("answers 503", pause: nil), count: 100))
        let before = cluster.clock.elapsed()
        let run = cluster.run(try settings.with(deadline: "60s"))
        #expect(run.status == 1)
        // 1, 2, 4, 8 and 16 seconds; 30 more would be too many.
        #expect(cluster.clock.elapsed() - before == .seconds(31))
        #expect(run.lines.last == "answers 503: --deadline leaves no time to wait 30s", "\(run.lines)")
    }

    @Test func theServerSaysHowLongToWait() throws {
        cluster.fail([.passing("answers 429", pause: .seconds(20))])
        let before = cluster.clock.elapsed()
        #expect(cluster.run().status == 0)
        #expect(cluster.clock.elapsed() - before == .seconds(20))
    }

    @Test func aClockThatIsAheadMakesNoCertificatesOfTomorrow() throws {
        cluster.setClock(ahead: 3600)
        let run = cluster.run()
        #expect(run.status == 1)
        #expect(run.lines.last?.contains("the clock of this machine is ahead") == true, "\(run.lines)")
        #expect(cluster.writes == [])
        cluster.setClock(ahead: 120)
        #expect(cluster.run().status == 0)
    }

    @Test func whoeverUndoesEverythingIsNamed() throws {
        // Every widened configuration is put back, as a tool does that keeps objects as they are in a repository.
        let stubborn = UndoingStore(cluster, settings)
        let rotation = CertificateRotation(
            settings,
            store: stubborn,
            cluster.workshop,
            clock: cluster.clock
        ) { _ in }
        let failure = #expect(throws: RotationFailure.self) { try rotation.run() }
        #expect(failure?.exitStatus == 1)
        #expect(failure?.description.contains("Argo CD") == true, "\(failure?.description ?? "")")
    }

    private struct UndoingStore: ObjectStore {
        let cluster: SimulatedCluster
        let settings: RotationSettings

        init(_ cluster: SimulatedCluster, _ settings: RotationSettings) {
            self.cluster = cluster
            self.settings = settings
        }

        var clockSkew: Duration { .zero }

        func get(_ resource: APIResource) throws(APIFailure) -> APIValue { try cluster.get(resource) }

        func update(_ resource: APIResource, to object: APIValue) throws(APIFailure) {
            try cluster.update(resource, to: object)
            if resource == settings.webhookResource {
                cluster.put(ClusterObjects.webhooks, resource)
            }
        }
    }
}

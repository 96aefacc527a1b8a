import Alerts
import Foundation
import Testing

@testable import Webhook

/// Runs that end within any of their calls, and runs behind them. All the while every API server calls every replica.
@Suite struct RotationInterruptionTests {
    enum Occasion: CaseIterable {
        case leafDue
        case authorityDue
        case bothDue
        case authorityForced
        case authorityKeyLost
        case leafLost
        /// Somebody has put a CA of their own into the Secret.
        case authorityReplaced
    }

    private static func cluster(_ occasion: Occasion) throws -> (SimulatedCluster, RotationSettings) {
        let settings = try RotationSettings(replicas: "mig-gate-replicas.mig-gate.svc:8443")
        let cluster = SimulatedCluster(settings)
        cluster.put(ClusterObjects.emptySecret, settings.secretResource)
        cluster.put(ClusterObjects.webhooks, settings.webhookResource)
        // A CA that is due a day later.
        let short = try RotationSettings(authorityDays: 61)
        let isDue = [.authorityDue, .bothDue].contains(occasion)
        try #require(cluster.run(isDue ? short : settings).status == 0)
        cluster.pass(600)
        var first = settings
        switch occasion {
        case .leafDue: cluster.pass(21 * 86_400)
        case .authorityDue: cluster.pass(2 * 86_400)
        case .bothDue: cluster.pass(21 * 86_400)
        case .authorityForced: first = try settings.with(renewal: .ca)
        case .authorityKeyLost:
            let secret = try #require(cluster.object(settings.secretResource))
            cluster.put(CertificateSecret(secret, cluster.workshop).with(["ca.key": nil]), settings.secretResource)
        case .leafLost:
            let secret = try #require(cluster.object(settings.secretResource))
            let lost = CertificateSecret(secret, cluster.workshop).with(["tls.crt": "lost", "tls.key": "lost"])
            cluster.put(lost, settings.secretResource)
        case .authorityReplaced:
            let secret = try #require(cluster.object(settings.secretResource))
            let other = try cluster.workshop.authority("other", 365)
            let replaced = CertificateSecret(secret, cluster.workshop)
                .with(["ca.crt": other.certificate, "ca.key": other.privateKey.exposed])
            cluster.put(replaced, settings.secretResource)
        }
        cluster.watch()
        return (cluster, first)
    }

    @Test(arguments: Occasion.allCases, SimulatedCluster.Loss.allCases)
    func nobodyNoticesWhereverARunEnds(occasion: Occasion, loss: SimulatedCluster.Loss) throws {
        var call = 0
        var wasLost = true
        while wasLost {
            call += 1
            let (cluster, settings) = try Self.cluster(occasion)
            cluster.lose(call, loss)
            let run = cluster.run(settings)
            wasLost = !cluster.isLossPending
            #expect(run.status == (wasLost ? 2 : 0), "\(run.lines)")
            // The next day, or at once.
            cluster.pass(call % 2 == 0 ? 0 : 86_400)
            try Self.expectHealed(cluster)
        }
        // Every step reads twice, and the last run has looked whether something is left.
        #expect(call > 6)
    }

    @Test func nobodyNoticesRunsThatKeepEnding() throws {
        for length in 1...8 {
            let (cluster, settings) = try Self.cluster(.authorityDue)
            var runs = 0
            repeat {
                cluster.lose(length, runs % 2 == 0 ? .after : .before)
                runs += 1
            } while cluster.run(settings).status != 0 && runs < 40
            // Two reads, a wait, two reads and a write bring a run a step on.
            #expect(length < 6 || runs < 40)
            try Self.expectHealed(cluster)
        }
    }

    /// Runs once more and looks at what is left.
    private static func expectHealed(_ cluster: SimulatedCluster) throws {
        cluster.loseNothing()
        let run = cluster.run()
        #expect(run.status == 0, "\(run.lines)")
        cluster.pass(600)
        #expect(cluster.outages == [])
        let secret = CertificateSecret(
            try #require(cluster.object(cluster.settings.secretResource)),
            cluster.workshop
        )
        let state = secret.state
        #expect(state.trusted == [try #require(state.signing)])
        #expect(state.next == nil)
        #expect(state.leafProblem == nil)
        let configuration = try #require(cluster.object(cluster.settings.webhookResource))
        let webhooks = TrustingWebhooks(configuration, service: cluster.settings.service, cluster.workshop)
        #expect(webhooks.bundles == [secret.trusted, secret.trusted])
        let before = cluster.writes.count
        #expect(cluster.run().status == 0)
        #expect(cluster.writes.count == before)
    }
}

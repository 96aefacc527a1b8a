import Glibc
import Synchronization
import TestSupport
import Testing

@testable import TLS
@testable import Transport

/// Which certificate counts when the files change, and what keeps one from counting.
@Suite struct LiveCertificateTests {
    private static let day = 86_400

    private let issuer: TestAuthority
    private let mounted: MountedFolder

    init() throws {
        issuer = try TestAuthority()
        mounted = try MountedFolder(issuer.serving().files)
    }

    private var settings: TLSSettings {
        TLSSettings(certificateChainFile: mounted.path("tls.crt"), privateKeyFile: mounted.path("tls.key"))
    }

    private func live(
        _ names: [String] = [],
        clock: @escaping @Sendable () -> Int = { time(nil) }
    ) throws -> LiveCertificate {
        try LiveCertificate(settings, names: names, clock: clock)
    }

    @Test func nothingChangesUntilTheFilesDo() throws {
        let live = try live(["localhost", "127.0.0.1"])
        #expect(live.reload() == nil)
        let next = try issuer.serving()
        try mounted.exchange(next.files)
        let status = try #require(live.reload())
        #expect(status.generation == 2)
        #expect(status.failure == nil)
        #expect(status.leaf == (try CertificateFacts.all(inPEM: next.chain)[0]))
        #expect(live.reload() == nil)
    }

    @Test func loopsSeeAnExchange() throws {
        let live = try live()
        var view = LiveCertificate.View(live)
        let before = view.current()
        #expect(view.current() === before)
        try mounted.exchange(try issuer.serving().files)
        _ = live.reload()
        #expect(view.current() !== before)
    }

    @Test(arguments: Damage.allCases)
    func whatClientsRefuseDoesNotCount(damage: Damage) throws {
        let live = try live(["localhost"])
        let before = live.status.leaf
        try mounted.exchange(try damage.files(issuer))
        if damage.mayMend {
            #expect(live.reload() == nil)
            #expect(live.status.failureCount == 0)
        }
        let status = try #require(live.reload())
        #expect(status.leaf == before)
        #expect((status.generation, status.failureCount) == (1, 1))
        let failure = try #require(status.failure)
        #expect(failure.contains(mounted.path("tls.")), "\(failure)")
        #expect(failure.contains(damage.words), "\(failure)")
        // Told once.
        #expect(live.reload() == nil)
        guard case .degraded(let note) = live.health else { throw UnexpectedHealth(live.health) }
        #expect(note.contains(damage.words))
        let next = try issuer.serving()
        try mounted.exchange(next.files)
        #expect(live.reload()?.failure == nil)
        #expect(live.status.generation == 2)
        guard case .ready = live.health else { throw UnexpectedHealth(live.health) }
    }

    /// All that is wrong is told at once.
    @Test func everyProblemIsNamed() throws {
        let live = try live(["gate.example", "192.0.2.1"])
        let now = time(nil)
        try mounted.exchange(try issuer.serving(names: ["a.example"], at: now - 40 * Self.day).files)
        let failure = try #require(live.reload()?.failure)
        let file = mounted.path("tls.crt")
        let lines = failure.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("\(file): certificate 1, of CN=gate, expired at 20"))
        #expect(
            lines[1]
                == "\(file): certificate 1 is for a.example and not for gate.example, 192.0.2.1: issue it with every "
                + "--tls-name"
        )
    }

    /// A look between the two steps of an exchange, as whoever copies files one by one makes it.
    @Test func aPairTornApartIsNoFailure() throws {
        let live = try live()
        let (first, second) = (try issuer.serving(), try issuer.serving())
        try mounted.exchange(["tls.crt": first.chain, "tls.key": second.key])
        #expect(live.reload() == nil)
        try mounted.exchange(["tls.crt": second.chain, "tls.key": second.key])
        #expect(live.reload()?.generation == 2)
        try mounted.exchange(["tls.crt": first.chain])
        #expect(live.reload() == nil)
        try mounted.exchange(first.files)
        #expect(live.reload()?.generation == 3)
        #expect(live.status.failureCount == 0)
    }

    /// The old pair again after half an exchange.
    @Test func goingBackIsNoFailure() throws {
        let first = try issuer.serving()
        try mounted.exchange(first.files)
        let live = try live()
        try mounted.exchange(["tls.crt": first.chain, "tls.key": try issuer.serving().key])
        #expect(live.reload() == nil)
        try mounted.exchange(first.files)
        #expect(live.reload() == nil)
        #expect(live.status.failureCount == 0)
        #expect(live.status.generation == 1)
    }

    @Test func aCertificateMayComeBeforeItsTime() throws {
        let clock = TestClock(time(nil))
        let live = try live(clock: { clock.now })
        try mounted.exchange(try issuer.serving(at: clock.now + 3600).files)
        #expect(live.reload()?.failure?.contains(" is valid only from ") == true)
        clock.now += 3600
        let status = live.reload()
        #expect(status?.failure == nil)
        #expect(status?.generation == 2)
    }

    @Test func aCertificateGrowsOld() throws {
        let clock = TestClock(time(nil))
        try mounted.exchange(try issuer.serving(at: clock.now).files)
        let live = try live(clock: { clock.now })
        let end = Moment.text(clock.now + 30 * Self.day)
        #expect(live.health == .ready("expires \(end) in 30 days, generation 1"))
        clock.now += 24 * Self.day
        #expect(live.health == .degraded("expires \(end) in 6 days, generation 1: a new one is due"))
        clock.now += 6 * Self.day + 1
        #expect(live.health == .notReady("expired at \(end)"))
        try mounted.exchange(try issuer.serving(at: clock.now).files)
        _ = live.reload()
        guard case .ready = live.health else { throw UnexpectedHealth(live.health) }
        clock.now -= 86_400
        guard case .notReady(let reason) = live.health else { throw UnexpectedHealth(live.health) }
        #expect(reason.hasPrefix("valid only from "))
    }

    /// Clients then refuse a certificate that is valid itself. A root in the chain they have no eyes for.
    @Test func anIssuerInTheChainGrowsOld() throws {
        let clock = TestClock(time(nil))
        let (key, leafKey) = (try PrivateKey(), try PrivateKey())
        let intermediate = try CertificateRequest(authority: "issuer", notAfter: clock.now + 10 * Self.day)
            .issue(for: key, by: (issuer.certificate, issuer.key), at: clock.now)
        let rootKey = try PrivateKey()
        let root = try CertificateRequest(authority: "root", notAfter: clock.now + 5 * Self.day).issue(for: rootKey)
        let leaf = CertificateRequest(names: ["localhost"], commonName: "gate", notAfter: clock.now + 30 * Self.day)
        let chain = try leaf.issue(for: leafKey, by: (intermediate, key), at: clock.now).pem() + intermediate.pem()
        try mounted.exchange(["tls.crt": chain + issuer.certificate.pem(), "tls.key": leafKey.pem()])
        let live = try live(clock: { clock.now })
        let end = Moment.text(clock.now + 10 * Self.day)
        #expect(live.health == .ready("expires \(end) in 10 days, generation 1"))
        #expect(live.metrics.contains("\nmig_gate_certificate_remaining_seconds \(10 * Self.day)\n"))
        clock.now += 10 * Self.day + 1
        #expect(live.health == .notReady("an issuer in its chain expired at \(end)"))
        #expect(live.metrics.contains("\nmig_gate_certificate_remaining_seconds -1\n"))
        clock.now -= 10 * Self.day + 1
        let short = try leaf.issue(for: leafKey, by: (root, rootKey), at: clock.now).pem() + root.pem()
        try mounted.exchange(["tls.crt": short, "tls.key": leafKey.pem()])
        #expect(live.reload()?.failure == nil)
        clock.now += 6 * Self.day
        guard case .ready = live.health else { throw UnexpectedHealth(live.health) }
    }

    /// Whoever renews it may do so at any moment: a server that has ended would have to be started again.
    @Test func aServerStartsWithWhatClientsRefuse() throws {
        try mounted.exchange(try issuer.serving(at: time(nil) - 40 * Self.day).files)
        let live = try live()
        guard case .notReady(let reason) = live.health else { throw UnexpectedHealth(live.health) }
        #expect(reason.contains("expired at"))
        #expect(live.status.failureCount == 1)
        #expect(live.reload() == nil)
        try mounted.exchange(try issuer.serving().files)
        #expect(live.reload()?.generation == 2)
        guard case .ready = live.health else { throw UnexpectedHealth(live.health) }
    }

    @Test func aServerWithoutTheNamesIsNotReady() throws {
        let live = try live(["gate.example"])
        guard case .notReady(let reason) = live.health else { throw UnexpectedHealth(live.health) }
        #expect(reason.contains("not for gate.example"))
    }

    @Test func aServerDoesNotStartWithWhatItCannotPresent() throws {
        try mounted.exchange(["tls.crt": issuer.serving().chain, "tls.key": issuer.serving().key])
        let error = #expect(throws: TLSError.self) { try live() }
        #expect(error?.description.hasSuffix(": key values mismatch") == true)
    }

    @Test func aWildcardStandsForOneLabel() throws {
        try mounted.exchange(try issuer.serving(names: ["*.gate.svc"]).files)
        guard case .ready = try live(["mig.gate.svc"]).health else { throw UnexpectedHealth(try live().health) }
        guard case .notReady = try live(["a.mig.gate.svc"]).health else { throw UnexpectedHealth(try live().health) }
        guard case .notReady = try live(["gate.svc"]).health else { throw UnexpectedHealth(try live().health) }
    }

    @Test func metricsTellOfIt() throws {
        let clock = TestClock(time(nil))
        try mounted.exchange(try issuer.serving(at: clock.now).files)
        let live = try live(clock: { clock.now })
        try mounted.exchange(try Damage.expired.files(issuer))
        _ = live.reload()
        clock.now += 60
        let text = live.metrics
        for sample in [
            "expiry_timestamp_seconds \(clock.now - 60 + 30 * Self.day)",
            "remaining_seconds \(30 * Self.day - 60)", "generation 1", "reload_failed 1", "reload_failures_total 1",
        ] {
            #expect(text.contains("\nmig_gate_certificate_\(sample)\n"), "\(sample)")
        }
    }
}

import Foundation
import Synchronization
import Testing

@testable import Webhook

/// When every replica is held to present a certificate.
@Suite struct ReplicaConfirmationTests {
    private let settings: RotationSettings
    private let old = certificate("old")
    private let new = certificate("new")

    init() throws {
        settings = try RotationSettings(replicas: "mig-gate-replicas.mig-gate.svc:8443")
    }

    private static func certificate(_ serial: String) -> CertificateDetails {
        MadeUpCertificates.details(.init(serial: serial, subject: "CN=mig-gate", notBefore: 0, notAfter: 1))
    }

    /// What replicas present at each look, the last for ever, and the time that passes between.
    private final class Looks: Sendable {
        private let state: Mutex<(looks: [[CertificateDetails]], time: Duration)>

        init(_ looks: [[CertificateDetails]]) {
            state = Mutex((looks, .zero))
        }

        var time: Duration { state.withLock(\.time) }

        func next() -> [CertificateDetails] {
            state.withLock { $0.looks.count > 1 ? $0.looks.removeFirst() : $0.looks[0] }
        }

        func pass(_ time: Duration) { state.withLock { $0.time += time } }
    }

    private func confirm(_ looks: Looks, isLasting: Bool) throws -> String? {
        var workshop = SimulatedCluster(settings).workshop
        workshop.served = { _, _, _ in
            looks.next().enumerated().map { ServedLeaf(address: "10.0.0.\($0):8443", leaf: $1) }
        }
        let clock = RotationClock(
            now: { Date(timeIntervalSince1970: 0) },
            elapsed: { looks.time },
            pause: { looks.pass($0) }
        )
        let confirmation = ReplicaConfirmation(settings: settings, workshop: workshop, clock: clock)
        return try confirmation.obstacle(
            new,
            RotationPatience(clock, limit: settings.deadline),
            isLasting: isLasting
        )
    }

    @Test func oneLookIsEnoughWhereNothingDependsOnIt() throws {
        let looks = Looks([[new, new]])
        #expect(try confirm(looks, isLasting: false) == nil)
        #expect(looks.time == .zero)
    }

    /// A replica that is just starting has no address at the first look, and may have the files of before.
    @Test func aReplicaThatStartsBetweenTwoLooksIsWaitedFor() throws {
        let looks = Looks([[old, new], [new, new], [new, new, old], [new, new, old], [new, new, new]])
        #expect(try confirm(looks, isLasting: true) == nil)
        // Three looks five seconds apart, and the time to settle.
        #expect(looks.time == settings.settle + .seconds(15))
    }

    @Test func aReplicaThatStaysBehindIsNamed() throws {
        let looks = Looks([[new, new], [new, old]])
        let obstacle = try confirm(looks, isLasting: true)
        #expect(obstacle?.hasPrefix("10.0.0.1:8443 presents that of CN=mig-gate") == true, "\(obstacle ?? "")")
        #expect(looks.time >= settings.wait)
    }
}

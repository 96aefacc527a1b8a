import Alerts
import Foundation
import Synchronization
import TestSupport
import Testing

/// A service whose clock is two hours ahead of ours takes no signature until somebody puts it right.
@Suite struct WrongClockTests {
    private static let scale = 300.0
    private static let secret = ["SECRET": "SECxxxx"]

    private struct Result: Sendable {
        var degradation: String?
        var refused: [RobotCall]
        /// The service's seconds between the last refusal and the probe.
        var pause: Double
        var accepted: [RobotCall]
        var told: Int
        var isStillDegraded: Bool
        var log: [String]
    }

    @Test(arguments: [
        (Receiver.Kind.feishu, "19021 sign match fail or timestamp is not within one hour from current time"),
        (.dingtalk, "310000 invalid timestamp"),
    ])
    func twoTriesThenNothingUntilTheClockIsRight(kind: Receiver.Kind, reason: String) async throws {
        let result = try await onThread { try Self.result(kind) }
        #expect(result.degradation == reason)
        #expect(result.refused.count == 2)
        let signatures = try result.refused.map(Self.signature)
        #expect(Set(signatures).count == 2)
        #expect(result.pause >= 299)
        let read = try result.accepted.map(ReadCounts.init)
        #expect(read.reduce(0) { $0 + $1.list } == 3)
        let ids = try (result.refused + result.accepted.prefix(1)).map(MessageID.init)
        #expect(Set(ids).count == 1)
        #expect(result.told == 3)
        #expect(!result.isStillDegraded)
        #expect(result.log.contains { $0.contains("a receiver takes no messages until") && $0.contains(reason) })
        #expect(result.log.contains { $0.contains("a receiver takes messages again") })
    }

    /// What `alert test` says.
    @Test(arguments: [Receiver.Kind.feishu, .dingtalk], [7200.0, -7200])
    func theDiagnosisSaysByHowMuch(kind: Receiver.Kind, offset: Double) async throws {
        let robots = try RobotFakes()
        try robots.configure(kind.fake, ["secret": "SECxxxx", "clockOffset": offset])
        let receiver = Self.receiver(kind)
        let poster = URLSessionPoster(.ofFakes([receiver]), at: robots, secrets: Self.secret)
        let message = Message(id: "a1b2c3", purpose: .test, receiver: receiver.name, created: Date(), items: [])
        let delivery = poster.deliver(message, to: receiver, form: .rich)
        let line = try #require(Diagnosis(delivery, receiver).lines.last)
        let found = try #require(line.firstMatch(of: /it is ([0-9]+) s (behind|ahead of)/))
        #expect((7198...7202).contains(Int(found.output.1) ?? 0), "\(line)")
        #expect(found.output.2 == (offset > 0 ? "behind" : "ahead of"))
    }

    private static func receiver(_ kind: Receiver.Kind) -> Receiver {
        var receiver = Receiver.ofFakes(kind)
        receiver.secret = .environment("SECRET")
        return receiver
    }

    private static func signature(_ call: RobotCall) throws -> String {
        let body = try call.object()
        return try #require((body["sign"] as? String) ?? call.query["sign"])
    }

    private static func result(_ kind: Receiver.Kind) throws -> Result {
        let robots = try RobotFakes(scale: scale)
        try robots.configure(kind.fake, ["secret": "SECxxxx", "clockOffset": 7200])
        let receiver = receiver(kind)
        let name = receiver.name
        // A second later at every look, so that signatures of two tries can be told apart.
        let looks = Atomic<Int>(0)
        let run = ServiceRun(.ofFakes([receiver]), at: robots, scale: scale, secrets: secret) {
            Date() + Double(looks.add(1, ordering: .relaxed).newValue)
        }
        run.push(.forTests("first"), to: [name])
        _ = settled(on: true) { run.degradation(name) != nil }
        let degradation = run.degradation(name)
        let refused = try robots.calls(kind.fake)
        run.push(.forTests("second"), to: [name])
        run.push(.forTests("third"), to: [name])
        try robots.configure(kind.fake, ["clockOffset": 0])
        _ = settled(on: 3) { run.told(name) }
        _ = run.stop()
        let accepted = try robots.calls(kind.fake, accepted: true)
        let pause = accepted.first.flatMap { first in refused.last.map { first.time.timeIntervalSince($0.time) } }
        return Result(
            degradation: degradation,
            refused: try robots.calls(kind.fake, accepted: false),
            pause: (pause ?? 0) * scale,
            accepted: accepted,
            told: run.told(name),
            isStillDegraded: run.degradation(name) != nil,
            log: run.log.lines
        )
    }
}

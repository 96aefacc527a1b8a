import Alerts
import Foundation
import TestSupport
import Testing

/// DingTalk takes nothing for a while: it is called once, and once more when that is over.
@Suite struct BanTests {
    private static let scale = 200.0
    private static let alerts = 500

    /// Ten minutes of the robot, and the five that the wall before the service shuts an address out for.
    @Test(arguments: [("410100", 600.0), ("1111", 300), ("html", 300)])
    func oneCallInItAndOneDigestAfterIt(answer: String, length: Double) async throws {
        let (calls, told) = try await onThread { try Self.calls(answer, length) }
        #expect(calls.map(\.duringBan) == [true, false])
        #expect(calls.map(\.accepted) == [false, true])
        #expect(told == Self.alerts)
        let digest = try ReadCounts(try #require(calls.last))
        #expect(digest.title == Self.alerts)
        #expect(digest.list == Self.alerts)
        #expect(digest.unrecorded == 0)
        let ids = try calls.map(MessageID.init)
        #expect(ids[0] == ids[1])
    }

    private static func calls(_ answer: String, _ length: Double) throws -> ([RobotCall], Int) {
        let robots = try RobotFakes(scale: scale)
        try robots.configure(.dingtalk, ["ban": length, "banAnswer": answer])
        let run = ServiceRun(.ofFakes([.ofFakes(.dingtalk)]), at: robots, scale: scale)
        run.push(.forTests("first"), to: ["dingtalk"])
        _ = try robots.waitForCalls(1, of: .dingtalk)
        for number in 1..<alerts {
            run.push(.forTests("w\(number % 7)", namespace: "team-\(number % 10)"), to: ["dingtalk"])
        }
        _ = settled(on: alerts) { run.told("dingtalk") }
        _ = run.stop()
        return (try robots.calls(.dingtalk), run.told("dingtalk"))
    }
}

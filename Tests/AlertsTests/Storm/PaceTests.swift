import Foundation
import TestSupport
import Testing

@testable import Alerts

/// Alerts that never end: messages come as fast as we let them, and no service has a reason to complain.
@Suite struct PaceTests {
    // Slow enough that a machine with too much to do does not hold calls up until they come all at once.
    private static let scale = 12.0
    private static let receivers = ["feishu", "dingtalk"]

    @Test(arguments: [1, 3])
    func noRobotIsWrittenToTooOften(replicas: Int) async throws {
        let (calls, span) = try await onThread { try Self.calls(replicas) }
        let refusals = calls.filter { !$0.accepted }.map(\.answer)
        #expect(refusals == [])
        // A whole minute, with the burst at its beginning; and it was as much as we allow, or nothing is shown.
        #expect(span >= 60)
        #expect(calls.count { $0.service == .dingtalk } >= 12)
        #expect(calls.count { $0.service == .feishu } >= 36)
    }

    /// What the fakes got from as many services that share a robot, and within how many of the services' seconds.
    private static func calls(_ replicas: Int) throws -> ([RobotCall], Double) {
        let robots = try RobotFakes(scale: scale)
        let settings = AlertSettings.ofFakes([.ofFakes(.feishu), .ofFakes(.dingtalk)], replicas: replicas)
        let runs = (0..<replicas).map { _ in ServiceRun(settings, at: robots, scale: scale) }
        let start = runs[0].clock.now
        func told(_ receiver: String) -> Int { runs.reduce(0) { $0 + $1.messages(receiver, .delivered) } }
        var number = 0
        while runs[0].clock.now < start + 66 || told("dingtalk") < 12 || told("feishu") < 36 {
            for run in runs {
                number += 1
                // A group of its own each, so that something is always due.
                run.push(.forTests("w", namespace: "team-\(number)"), to: receivers)
            }
            guard runs[0].clock.now < start + 600 else { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        for run in runs {
            run.service.stop(within: .zero)
        }
        return (try robots.calls(), runs[0].clock.now.timeIntervalSince(start))
    }
}

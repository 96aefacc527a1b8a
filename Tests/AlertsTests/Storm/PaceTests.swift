import Alerts
import Foundation
import TestSupport
import Testing

/// Alerts that never end: messages come as fast as we let them, and no service has a reason to complain.
@Suite struct PaceTests {
    private static let scale = 24.0
    /// Minutes of the service's time: a whole one, with the burst at its beginning.
    private static let minutes = 1.5
    private static let receivers = ["feishu", "dingtalk"]

    @Test(arguments: [1, 3])
    func noRobotIsWrittenToTooOften(replicas: Int) async throws {
        let calls = try await onThread { try Self.calls(replicas) }
        let refusals = calls.filter { !$0.accepted }.map(\.answer)
        #expect(refusals == [])
        // It was as much as was allowed, or nothing is shown.
        let whole: [RobotService: Int] = [.feishu: 60, .dingtalk: 12]
        for (service, perMinute) in whole {
            let count = calls.count { $0.service == service }
            #expect(Double(count) >= Double(perMinute) * Self.minutes * 0.6, "\(count) to \(service)")
        }
    }

    /// What the fakes got from as many services that share a robot.
    private static func calls(_ replicas: Int) throws -> [RobotCall] {
        let robots = try RobotFakes(scale: scale)
        let settings = AlertSettings.ofFakes([.ofFakes(.feishu), .ofFakes(.dingtalk)], replicas: replicas)
        let runs = (0..<replicas).map { _ in ServiceRun(settings, at: robots, scale: scale) }
        let end = runs[0].clock.now + minutes * 60
        var number = 0
        while runs[0].clock.now < end {
            for run in runs {
                number += 1
                // A group of its own each, so that something is always due.
                run.push(.forTests("w", namespace: "team-\(number)"), to: receivers)
            }
            Thread.sleep(forTimeInterval: 0.002)
        }
        for run in runs {
            run.service.stop(within: .zero)
        }
        return try robots.calls()
    }
}

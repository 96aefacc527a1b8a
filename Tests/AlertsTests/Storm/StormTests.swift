import Alerts
import Foundation
import TestSupport
import Testing

/// Ten thousand denials in a second.
@Suite struct StormTests {
    private struct Result: Sendable {
        var calls: [RobotCall]
        var lost: Int
        var hasEnded: Bool
    }

    private static let names = ["feishu", "dingtalk", "webhook"]

    @Test(arguments: [false, true])
    func becomesAHandfulOfMessagesThatAddUp(isUnique: Bool) async throws {
        let result = try await onThread { try Self.storm(isUnique ? Storm.unique : Storm.repeating) }
        #expect(result.hasEnded)
        let refusals = result.calls.filter { !$0.accepted }.map(\.answer)
        #expect(refusals == [])
        for service in [RobotService.feishu, .dingtalk] {
            let read = try result.calls.filter { $0.service == service }.map(ReadCounts.init)
            #expect((1...5).contains(read.count))
            #expect(read.reduce(0) { $0 + $1.list } == Storm.size)
            #expect(read.reduce(0) { $0 + ($1.title ?? 1) } == Storm.size)
            #expect(read.reduce(0) { $0 + $1.unrecorded } >= result.lost)
            if !isUnique {
                #expect(read.reduce(0) { $0 + $1.unrecorded } == result.lost)
            }
        }
        let bodies = try result.calls.filter { $0.service == .webhook }.map { try $0.object() }
        #expect((1...5).contains(bodies.count))
        #expect(bodies.reduce(0) { $0 + ($1["count"] as? Int ?? 0) } == Storm.size)
        for body in bodies {
            let items = (body["alerts"] as? [[String: Any]] ?? []).compactMap { $0["count"] as? Int }
            let others = ["furtherCount", "unrecorded"].compactMap { body[$0] as? Int }
            #expect((items + others).reduce(0, +) == body["count"] as? Int)
        }
    }

    private static func storm(_ facts: @escaping @Sendable (Int) -> AlertFacts) throws -> Result {
        let (robots, folder) = (try RobotFakes(scale: 5), try TemporaryFolder())
        let settings = AlertSettings.ofFakes([
            .ofFakes(.feishu), .ofFakes(.dingtalk, language: .zh), .ofFakes(.webhook),
        ])
        let run = ServiceRun(settings, at: robots, folder: folder.url.path, scale: 5)
        let hasPushed = Storm.push(to: run, names, facts)
        let hasStopped = run.stop(within: .seconds(10))
        return Result(
            calls: try robots.calls(),
            lost: Int(run.metric("mig_gate_alerts_lost_total") ?? -1),
            hasEnded: hasPushed && hasStopped && names.allSatisfy { run.told($0) == Storm.size }
        )
    }
}

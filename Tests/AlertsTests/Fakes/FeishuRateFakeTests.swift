import Foundation
import TestSupport
import Testing

/// The fake Feishu counts, and says in two ways that it is too much.
@Suite struct FeishuRateFakeTests {
    private let body = #"{"msg_type":"text","content":{"text":"x"}}"#

    @Test func takesFiveInASecond() throws {
        // Slower than in truth: the five and those after them come within a second of it, whatever else runs.
        let fakes = try RobotFakes(scale: 0.01)
        try fakes.configure(.feishu, ["success": "code"])
        let replies = try (0..<8).map { _ in try fakes.post(body, to: .feishu) }
        let frequency =
            #"{"code":11232,"data":{},"msg":"frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"}"#
        let tooMany = FakeReply(400, #"{"code":9499,"msg":"too many request","data":{}}"#)
        #expect(replies[..<5].allSatisfy { $0 == FakeReply(200, #"{"code":0,"data":{},"msg":"success"}"#) })
        #expect(Array(replies[5...]) == [tooMany, FakeReply(200, frequency), tooMany])
        #expect(try fakes.calls(accepted: true).count == 5)
        try fakes.configure(.feishu, ["rate": false])
        #expect(try fakes.post(body, to: .feishu).status == 200)
    }

    @Test func takesMoreOnceASecondHasPassed() throws {
        // A second lasts 20 ms.
        let fakes = try RobotFakes(scale: 50)
        let deadline = ContinuousClock.now + .seconds(10)
        while try fakes.calls(accepted: true).count < 12, ContinuousClock.now < deadline {
            _ = try fakes.post(body, to: .feishu)
        }
        #expect(try fakes.calls(accepted: true).count == 12)
    }

    @Test func takesAHundredInAMinute() throws {
        // A second lasts 40 ms, a minute 2.4 s.
        let fakes = try RobotFakes(scale: 25)
        try fakes.postMany(1, body, to: .feishu)
        let end = ContinuousClock.now + .seconds(2.7)
        repeat {
            try fakes.postMany(20, body, to: .feishu)
        } while ContinuousClock.now < end
        let calls = try fakes.calls()
        let accepted = calls.filter(\.accepted).map { $0.time.timeIntervalSince(calls[0].time) }
        #expect(accepted.filter { $0 < 2.35 }.count == 100)
        // The refused ones made the minute no longer.
        #expect(accepted.contains { $0 > 2.35 })
    }
}

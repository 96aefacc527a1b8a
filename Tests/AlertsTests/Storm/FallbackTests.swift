import Foundation
import TestSupport
import Testing

@testable import Alerts

/// A card that is refused as too large or malformed comes once as plain text.
@Suite struct FallbackTests {
    @Test(arguments: [
        (400, #"{"code":9499,"msg":"Bad Request","data":{}}"#),
        (200, #"{"code":19036,"msg":"The message exceeds the size limit of 30KB","data":{}}"#),
        (200, #"{"code":11246,"msg":"Failed to create card content, ErrMsg: parse card json err"}"#),
    ])
    func feishuGetsAPost(status: Int, answer: String) async throws {
        let (calls, counters) = try await onThread { try Self.refused(.feishu, status, answer) }
        #expect(try calls.map { try $0.object()["msg_type"] as? String } == ["interactive", "post"])
        #expect(calls.map(\.accepted) == [false, true])
        let ids = try calls.map(MessageID.init)
        #expect(ids.first == ids.last)
        #expect(counters?[.simplified] == 1)
        #expect(counters?.delivered == 1)
    }

    @Test func dingTalkGetsPlainText() async throws {
        let answer = #"{"errcode":460101,"errmsg":"description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"}"#
        let (calls, counters) = try await onThread { try Self.refused(.dingtalk, 200, answer) }
        #expect(try calls.map { try $0.object()["msgtype"] as? String } == ["markdown", "text"])
        #expect(calls.map(\.accepted) == [false, true])
        #expect(counters?[.simplified] == 1)
        #expect(counters?.delivered == 1)
    }

    /// What becomes of an alert whose first message is refused with these words.
    private static func refused(
        _ kind: Receiver.Kind,
        _ status: Int,
        _ answer: String
    ) throws -> ([RobotCall], ReceiverCounters?) {
        let robots = try RobotFakes(scale: 1000)
        let fault: [String: Any] = ["kind": "status", "status": status, "body": answer, "calls": 1]
        try robots.configure(kind.fake, ["fault": fault])
        let run = ServiceRun(.ofFakes([.ofFakes(kind)]), at: robots, scale: 1000)
        run.push(to: [kind.rawValue])
        _ = run.waits { $0.counters.delivered == 1 }
        _ = run.stop()
        return (try robots.calls(kind.fake), run.service.published.states.first?.counters)
    }
}

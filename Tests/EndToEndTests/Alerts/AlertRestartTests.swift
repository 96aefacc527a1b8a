import Foundation
import TestSupport
import Testing

/// What a crash leaves is told after the next start.
@Suite struct AlertRestartTests {
    /// The answer never came: the message may have arrived, so it is sent again, and people see by its id that it is the
    /// same.
    @Test func aCrashBetweenSendingAndTheAnswerRepeatsWithTheSameID() throws {
        let fakes = try RobotFakes()
        let alerted = try AlertedServer(fakes, [.init(service: .feishu, language: "en")])
        try fakes.configure(.feishu, ["fault": ["kind": "hang", "accept": true]])
        try alerted.post("pod-fifty-on-40")
        let first = try #require(try fakes.waitForCalls(1, of: .feishu).first)
        try fakes.configure(.feishu, ["fault": NSNull()])
        try alerted.crashAndRestart()
        let calls = try fakes.waitForCalls(2, of: .feishu)
        let second = try #require(calls.last)
        #expect(calls.count == 2)
        #expect(second.accepted)
        #expect(try Self.id(of: first) == Self.id(of: second))
        // And then no more: it is delivered.
        try alerted.crashAndRestart()
        #expect(try fakes.waitForCalls(3, of: .feishu, within: 1).count == 2)
    }

    /// What a service takes again after an outage longer than the process is old.
    @Test func whatNobodyTookIsSentAfterACrash() throws {
        let fakes = try RobotFakes()
        let alerted = try AlertedServer(fakes, [.init(service: .dingtalk, language: "en")])
        let fault: [String: Any] = ["kind": "status", "status": 502, "body": "<html>bad gateway</html>"]
        try fakes.configure(.dingtalk, ["fault": fault])
        try alerted.post("pod-fifty-on-40")
        let first = try #require(try fakes.waitForCalls(1, of: .dingtalk).first)
        try alerted.crashAndRestart()
        try fakes.configure(.dingtalk, ["fault": NSNull()])
        let call = try #require(try fakes.waitForCalls(1, of: .dingtalk, accepted: true, within: 30).first)
        #expect(try Self.id(of: first) == Self.id(of: call))
    }

    /// SIGTERM sends what still waits for others of its moment.
    @Test func anOrderlyStopSendsWhatWaits() throws {
        let fakes = try RobotFakes()
        let alerted = try AlertedServer(fakes, [.init(service: .wecom)], settings: "wait: 10s")
        try alerted.post("pod-fifty-on-40")
        alerted.server.signal(SIGTERM)
        #expect(alerted.server.exitStatus(within: 10) == 0)
        #expect(try fakes.calls(.wecom, accepted: true).count == 1)
    }

    private static func id(of call: RobotCall) throws -> Substring {
        try #require(call.body.firstMatch(of: /#[0-9a-f]{6}\b/)).output
    }
}

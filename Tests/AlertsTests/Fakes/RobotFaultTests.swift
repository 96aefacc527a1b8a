import Foundation
import TestSupport
import Testing

/// What the fakes do wrong on purpose goes wrong as it is named, and is recorded.
@Suite struct RobotFaultTests {
    private let fakes: RobotFakes
    private let body = #"{"msgtype":"text","text":{"content":"x"}}"#

    init() throws {
        fakes = try RobotFakes()
    }

    private func curl(_ arguments: [String] = []) throws -> Command.Output {
        try fakes.curl(fakes.url(.dingtalk), ["--include", "--data-raw", body] + arguments)
    }

    @Test func aFaultMeetsAsManyCallsAsItSays() throws {
        let faults: [[String: Any]] = [
            ["kind": "status", "status": 503, "body": "later", "headers": ["Retry-After": "9"], "calls": 2],
            ["kind": "html", "calls": 1],
            ["kind": "empty", "calls": 1],
        ]
        try fakes.configure(.dingtalk, ["fault": faults])
        for _ in 0..<2 {
            let output = try curl().standardOutput
            #expect(output.contains("HTTP/1.1 503 "))
            #expect(output.contains("\r\nRetry-After: 9\r\n"))
            #expect(output.hasSuffix("\r\n\r\nlater"))
        }
        #expect(try fakes.post(body, to: .dingtalk).body.hasPrefix("<!DOCTYPE html>"))
        #expect(try fakes.post(body, to: .dingtalk) == FakeReply(200, ""))
        #expect(try fakes.post(body, to: .dingtalk).body == #"{"errcode":0,"errmsg":"ok"}"#)
        let calls = try fakes.calls()
        #expect(calls.map(\.fault) == ["status", "status", "html", "empty", nil])
        #expect(calls.map(\.status) == [503, 503, 200, 200, 200])
        #expect(calls.map(\.accepted) == [false, false, false, false, true])
        #expect(calls.map(\.body) == Array(repeating: body, count: 5))
    }

    @Test func aFaultOfOneServiceLeavesTheOthersAlone() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "empty"]])
        #expect(try fakes.post(body, to: .wecom).body == #"{"errcode":0,"errmsg":"ok"}"#)
        #expect(try fakes.post(body, to: .dingtalk) == FakeReply(200, ""))
        try fakes.configure(.dingtalk, ["fault": NSNull()])
        #expect(try fakes.post(body, to: .dingtalk).body == #"{"errcode":0,"errmsg":"ok"}"#)
    }

    @Test func noAnswerComes() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "hang"]])
        #expect(try curl(["--max-time", "1"]).status == 28)
        try fakes.configure(.dingtalk, ["fault": ["kind": "close", "accept": true]])
        #expect(try curl().status == 52)
        let calls = try fakes.calls()
        #expect(calls.map(\.fault) == ["hang", "close"])
        #expect(calls.map(\.status) == [nil, nil])
        // The second arrived, and nobody was told.
        #expect(calls.map(\.accepted) == [false, true])
    }

    @Test func anAnswerComesSlowly() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "slow"]])
        let cut = try curl(["--max-time", "2.3"])
        #expect(cut.status == 28)
        let body = try #require(cut.standardOutput.components(separatedBy: "\r\n\r\n").last)
        #expect(#"{"er"#.hasPrefix(body) && body.hasPrefix("{"))
        try fakes.configure(.dingtalk, ["fault": ["kind": "slow", "interval": 0.01, "accept": true]])
        #expect(try curl().standardOutput.hasSuffix(#"{"errcode":0,"errmsg":"ok"}"#))
        #expect(try fakes.calls().map(\.accepted) == [false, true])
    }

    @Test func halfAnAnswerComes() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "half"]])
        let output = try curl()
        #expect(output.status == 18)
        #expect(output.standardOutput.hasSuffix(#"{"errcode":0,"#))
    }

    @Test func anAnswerNeverEnds() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "endless"]])
        let output = try curl(["--max-time", "1"])
        #expect(output.status == 28)
        #expect(output.standardOutput.utf8.count > 200_000)
    }

    @Test func aRedirectionIsNoticedWhenItIsFollowed() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "redirect"]])
        let output = try curl().standardOutput
        #expect(output.contains("HTTP/1.1 302 "))
        #expect(output.contains("\r\nLocation: \(fakes.url(.elsewhere))\r\n"))
        #expect(try fakes.calls(.elsewhere).isEmpty)
        try fakes.configure(.dingtalk, ["fault": ["kind": "redirect", "status": 307]])
        #expect(try curl(["--location"]).standardOutput.contains("HTTP/1.1 404 "))
        let calls = try fakes.calls()
        #expect(calls.map(\.service) == [.dingtalk, .dingtalk, .elsewhere])
        #expect(calls[2].body == body)
    }

    @Test func acceptedMeansThatTheServiceJudges() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "half", "accept": true], "keyword": "y"])
        #expect(try curl().status == 18)
        let call = try #require(try fakes.calls().first)
        #expect(!call.accepted)
        #expect(call.answer == #"{"errcode":310000,"errmsg":"keywords not in content"}"#)
    }

    @Test func aHangingCallHoldsUpNoOther() throws {
        try fakes.configure(.dingtalk, ["fault": ["kind": "hang", "calls": 1]])
        let fakes = fakes
        let body = body
        let thread = BackgroundThread {
            _ = try? fakes.curl(fakes.url(.dingtalk), ["--data-raw", body, "--max-time", "1"])
        }
        #expect(try fakes.waitForCalls(1, of: .dingtalk).map(\.fault) == ["hang"])
        #expect(try fakes.post(body, to: .dingtalk).status == 200)
        #expect(thread.ends())
    }
}

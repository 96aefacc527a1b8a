import Foundation
import TestSupport
import Testing

/// The fakes can be set up, asked and ended.
@Suite struct RobotFakesTests {
    private let text = #"{"msgtype":"text","text":{"content":"x"}}"#

    @Test func speaksOfNothingButWhatItHas() throws {
        let fakes = try RobotFakes()
        let wrong: [(RobotService, [String: Any])] = [
            (.feishu, ["keywords": "x"]), (.feishu, ["mode": "html"]), (.feishu, ["success": "x"]),
            (.dingtalk, ["banAnswer": "x"]), (.slack, ["secret": "x"]), (.elsewhere, [:]),
            (.wecom, ["fault": ["kind": "x"]]), (.wecom, ["fault": ["kind": "hang", "times": 1]]),
            (.wecom, ["rate": "on"]), (.wecom, ["clockOffset": "1"]),
        ]
        for (service, options) in wrong {
            #expect(throws: FakeProcessError.self) { try fakes.configure(service, options) }
        }
        // None of the options is set where one is wrong.
        #expect(throws: FakeProcessError.self) { try fakes.configure(.wecom, ["mode": "busy", "x": 1]) }
        #expect(try fakes.post(text, to: .wecom).body == #"{"errcode":0,"errmsg":"ok"}"#)
    }

    @Test func recordsCallsOfAnyPath() throws {
        let fakes = try RobotFakes()
        #expect(try fakes.post("x", to: fakes.url(.unknown) + "?a=b%2520c") == FakeReply(404, ""))
        #expect(try fakes.post(#"{"a":1}"#, to: .webhook) == FakeReply(204, ""))
        #expect(try fakes.post("x", to: .webhook) == FakeReply(400, ""))
        let calls = try fakes.calls()
        #expect(calls.map(\.service) == [.unknown, .webhook, .webhook])
        #expect(calls[0].query == ["a": "b%20c"])
        #expect(calls[0].rawQuery == "a=b%2520c")
        #expect(calls.map(\.accepted) == [false, true, false])
        #expect(calls[1].headers["content-type"] == "application/json")
        #expect(try fakes.calls(.webhook, accepted: true).map(\.number) == [2])
        try fakes.reset()
        #expect(try fakes.calls().isEmpty)
    }

    @Test func waitsForCalls() throws {
        let fakes = try RobotFakes()
        let text = text
        let thread = BackgroundThread { _ = try? fakes.post(text, to: .wecom) }
        #expect(try fakes.waitForCalls(1, of: .wecom, accepted: true).map(\.body) == [text])
        #expect(thread.ends())
        #expect(try fakes.waitForCalls(2, of: .wecom, within: 0.1).count == 1)
    }

    @Test func tellsTheTimeOfItsClock() throws {
        let fakes = try RobotFakes()
        try fakes.configure(.feishu, ["clockOffset": -7200])
        let output = try fakes.curl(fakes.url(.feishu), ["--include", "--data-raw", "{}"]).standardOutput
        let date = try #require(output.split(separator: "\r\n").first { $0.hasPrefix("Date: ") }).dropFirst(6)
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        format.timeZone = TimeZone(identifier: "GMT")
        let skew = try #require(format.date(from: String(date))).timeIntervalSinceNow
        #expect(abs(skew + 7200) < 10)
    }

    @Test func speaksTLS() throws {
        let certificate = try DevelopmentCertificate()
        let fakes = try RobotFakes(tls: certificate)
        let trusting = ["--cacert", certificate.authority]
        #expect(fakes.url(.wecom).hasPrefix("https://127.0.0.1:"))
        #expect(try fakes.post(text, to: fakes.url(.wecom), trusting).body == #"{"errcode":0,"errmsg":"ok"}"#)
        // Without the CA no call arrives.
        #expect(try fakes.post(text, to: .wecom).status == 0)
        #expect(try fakes.calls().count == 1)
    }

    @Test func endsWithWhoeverStartedIt() throws {
        let url: String
        do {
            let fakes = try RobotFakes()
            url = fakes.url(.wecom)
            #expect(try Command.run("curl", ["--silent", "--noproxy", "*", url]).status == 0)
        }
        #expect(try Command.run("curl", ["--silent", "--noproxy", "*", url]).status == 7)
    }

    @Test func endsWhenNobodyCanEndIt() throws {
        let program = Repository.file("Tests/Fakes/robots").path
        let output = try Command.run("/usr/bin/python3", ["-B", program, "--until-input-ends"])
        #expect(output.status == 0)
    }
}

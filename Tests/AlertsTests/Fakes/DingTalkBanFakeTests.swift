import TestSupport
import Testing

/// The fake DingTalk takes twenty messages in a minute, and then none for ten.
@Suite struct DingTalkBanFakeTests {
    private let body = #"{"msgtype":"text","text":{"content":"x"}}"#
    private let success = FakeReply(200, #"{"errcode":0,"errmsg":"ok"}"#)

    @Test func bansTheTwentyFirst() throws {
        let fakes = try RobotFakes()
        try fakes.postMany(20, body, to: .dingtalk)
        let tooFast = #"{"errcode":130101,"errmsg":"send too fast, exceed 20 times per minute"}"#
        #expect(try fakes.post(body, to: .dingtalk) == FakeReply(200, tooFast))
        let banned = FakeReply(200, #"{"errcode":410100,"errmsg":"发送速度太快而限流"}"#)
        #expect(try fakes.post(body, to: .dingtalk) == banned)
        try fakes.configure(.dingtalk, ["banAnswer": "1111"])
        let punished = #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"0a1b2c3d"}"#
        #expect(try fakes.post(body, to: .dingtalk) == FakeReply(200, punished))
        try fakes.configure(.dingtalk, ["banAnswer": "html"])
        #expect(try fakes.post(body, to: .dingtalk).body.hasPrefix("<!DOCTYPE html>"))
        let calls = try fakes.calls()
        #expect(calls.filter(\.accepted).map(\.number) == Array(1...20))
        #expect(calls.filter(\.duringBan).map(\.number) == [22, 23, 24])
    }

    @Test func takesMessagesAfterTheBan() throws {
        // Ten minutes last a second.
        let fakes = try RobotFakes(scale: 600)
        let start = ContinuousClock.now
        try fakes.configure(.dingtalk, ["ban": 600])
        #expect(try fakes.post(body, to: .dingtalk) != success)
        let reply = try settled(on: success) { try fakes.post(body, to: .dingtalk) }
        #expect(reply == success)
        #expect(ContinuousClock.now - start > .seconds(0.99))
        let calls = try fakes.calls()
        #expect(calls.filter(\.duringBan).count == calls.count - 1)
    }

    @Test func anotherTokenIsNoCallInTheBan() throws {
        let fakes = try RobotFakes()
        try fakes.configure(.dingtalk, ["ban": 600])
        #expect(try fakes.post(body, to: fakes.url(.dingtalk, token: "x")).body.contains("300005"))
        try fakes.configure(.dingtalk, ["ban": 0])
        #expect(try fakes.post(body, to: .dingtalk) == success)
        #expect(try !fakes.calls().contains(where: \.duringBan))
    }
}

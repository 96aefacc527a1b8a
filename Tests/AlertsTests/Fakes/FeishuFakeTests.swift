import Foundation
import TestSupport
import Testing

/// The fake Feishu refuses what Feishu refuses, with the same answers.
@Suite struct FeishuFakeTests {
    private let fakes: RobotFakes

    init() throws {
        fakes = try RobotFakes()
        try fakes.configure(.feishu, ["rate": false])
    }

    private static let success = FakeReply(
        200,
        #"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#
    )
    private static let malformed = FakeReply(400, #"{"code":9499,"msg":"Bad Request","data":{}}"#)
    private static let signature = refusal(
        19021,
        "sign match fail or timestamp is not within one hour from current time"
    )

    private static func refusal(_ code: Int, _ message: String) -> FakeReply {
        FakeReply(200, #"{"code":\#(code),"data":{},"msg":"\#(message)"}"#)
    }

    private static func text(_ text: String) -> String {
        #"{"msg_type":"text","content":{"text":"\#(text)"}}"#
    }

    private static func signed(_ timestamp: String, _ sign: String) -> String {
        #"{"timestamp":\#(timestamp),"sign":"\#(sign)","msg_type":"text","content":{"text":"request example"}}"#
    }

    @Test func takesWhatTheGuideShows() throws {
        #expect(try fakes.post(Self.text("request example"), to: .feishu) == Self.success)
        let call = try #require(try fakes.calls().first)
        #expect(call.accepted)
        #expect(call.service == .feishu)
        #expect(call.body == Self.text("request example"))
        #expect(try call.object()["msg_type"] as? String == "text")
        #expect((call.status, call.answer ?? "") == (Self.success.status, Self.success.body))
        #expect(call.reason == nil)
    }

    @Test func saysSuccessInOtherSpellings() throws {
        let cases = [
            ("code", #"{"code":0,"data":{},"msg":"success"}"#),
            ("legacy", #"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#),
        ]
        for (name, body) in cases {
            try fakes.configure(.feishu, ["success": name])
            #expect(try fakes.post(Self.text("x"), to: .feishu) == FakeReply(200, body))
        }
    }

    @Test func knowsItsToken() throws {
        let refused = Self.refusal(19001, "param invalid: incoming webhook access token invalid")
        #expect(try fakes.post(Self.text("x"), to: fakes.url(.feishu, token: "other")) == refused)
        try fakes.configure(.feishu, ["token": "other"])
        #expect(try fakes.post(Self.text("x"), to: fakes.url(.feishu, token: "other")) == Self.success)
        #expect(try fakes.post(Self.text("x"), to: .feishu) == refused)
        #expect(try fakes.calls().map(\.accepted) == [false, true, false])
    }

    @Test func refusesWhatItCannotRead() throws {
        let url = fakes.url(.feishu)
        #expect(try fakes.post(#"{"msg_type":"text""#, to: url) == Self.malformed)
        #expect(try fakes.post("[]", to: url) == Self.malformed)
        #expect(try fakes.post(Self.text(#"\ud83d"#), to: url) == Self.malformed)
        let twice = #"{"msg_type":"text","msg_type":"text","content":{"text":"x"}}"#
        #expect(try fakes.post(twice, to: url) == Self.malformed)
        #expect(try fakes.post(Self.text("x"), to: url + "?timestamp=1") == Self.malformed)
        #expect(try fakes.post(Self.text("x"), to: url, ["--header", "Content-Type: text/plain"]) == Self.malformed)
        #expect(try fakes.post(Self.text("x"), to: url, ["--request", "PUT"]) == Self.malformed)
        #expect(try fakes.post(Self.text(""), to: url) == Self.malformed)
    }

    @Test func takesAsManyBytesAsItSays() throws {
        let room = 20480 - Self.text("").utf8.count
        let text = String(repeating: "满", count: room / 3) + String(repeating: "x", count: room % 3)
        #expect(try fakes.post(Self.text(text), to: .feishu) == Self.success)
        #expect(try fakes.post(Self.text(text + "x"), to: .feishu) == Self.malformed)
        #expect(try fakes.calls().map(\.bytes) == [20480, 20481])
    }

    @Test func asksForAType() throws {
        let refused = Self.refusal(19002, "params error, msg_type need")
        #expect(try fakes.post(#"{"msgtype":"text","text":{"content":"x"}}"#, to: .feishu) == refused)
        #expect(try fakes.post(#"{"msg_type":"markdown","content":{"text":"x"}}"#, to: .feishu) == refused)
    }

    @Test func takesGoldenSignatures() throws {
        let cases = [
            (1_599_360_473, "demo", "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="),
            (1_599_360_473, "demo-secret", "3/MaVZ8JLIy4TUG+7KSFJqvUkTKd+HWY8g+56DZWq8s="),
            (1_757_900_000, "lark-test-secret", "rWW3ygiAdSmKEIysYTVjbdbv4Xnqjn35pAGLgGJZsNg="),
            (1_700_000_000, "Gate-k8s-飞书/密钥+1=", "hr2X9sae7U1eJd61A3djffp8+PcESX/W2U1hynF0gSQ="),
        ]
        for (timestamp, secret, sign) in cases {
            try fakes.configure(.feishu, ["secret": secret])
            let body = Self.signed("\"\(timestamp)\"", sign)
            try fakes.setClock(of: .feishu, to: Date(timeIntervalSince1970: Double(timestamp)))
            #expect(try fakes.post(body, to: .feishu) == Self.success)
        }
    }

    @Test func takesSignaturesForAnHour() throws {
        try fakes.configure(.feishu, ["secret": "demo"])
        let body = Self.signed(#""1599360473""#, "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
        // On both sides; a minute is left for the test to run.
        let replies = try [-3660.0, -3540, 3540, 3661].map { offset in
            try fakes.setClock(of: .feishu, to: Date(timeIntervalSince1970: 1_599_360_473 + offset))
            return try fakes.post(body, to: .feishu)
        }
        #expect(replies == [Self.signature, Self.success, Self.success, Self.signature])
    }

    @Test func refusesOtherSignatures() throws {
        try fakes.configure(.feishu, ["secret": "demo"])
        try fakes.setClock(of: .feishu, to: Date(timeIntervalSince1970: 1_599_360_473))
        let right = "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8="
        let refused = [
            // As DingTalk has it, with a newline behind the secret, percent-encoded, and with a time that is no string.
            Self.signed(#""1599360473""#, "DkEDUyVoOOJ539qBvUgMyzkzIdRWlf4e/V3Rq+ONJnQ="),
            Self.signed(#""1599360473""#, "glemQA/SHWGdU+KvGOuc4k0LBG+/RH7zgMrOzzsP3ak="),
            Self.signed(#""1599360473""#, "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8%3D"),
            Self.signed("1599360473", right),
            Self.signed(#""1599360474""#, right),
            Self.signed(#""1599360473000""#, right),
            Self.text("request example"),
        ]
        for (body, reply) in zip(refused, try fakes.postAll(refused, to: .feishu)) {
            #expect(reply == Self.signature, "\(body)")
        }
        #expect(try fakes.post(Self.signed(#""1599360473""#, right), to: .feishu) == Self.success)
    }

    @Test func looksForKeywordsInWhatPeopleSee() throws {
        try fakes.configure(.feishu, ["keyword": ["GPU", "准入"]])
        let refused = Self.refusal(19024, "Key Words Not Found")
        #expect(try fakes.post(Self.text("[准入] a"), to: .feishu) == Self.success)
        #expect(try fakes.post(Self.text("a"), to: .feishu) == refused)
        func post(_ text: String, _ address: String) -> String {
            """
            {"msg_type":"post","content":{"post":{"zh_cn":{"title":"","content":[[
            {"tag":"a","text":"\(text)","href":"https://example.com/\(address)"}]]}}}}
            """
        }
        #expect(try fakes.post(post("GPU", "x"), to: .feishu) == Self.success)
        #expect(try fakes.post(post("x", "GPU"), to: .feishu) == refused)
        let card = FeishuCard(markdown: "[x](https://example.com/GPU)")
        #expect(try fakes.post(card.body, to: .feishu) == refused)
        #expect(try fakes.post(FeishuCard(title: "GPU").body, to: .feishu) == Self.success)
    }

    @Test func refusesAddressesAndIsDisabled() throws {
        try fakes.configure(.feishu, ["mode": "ip"])
        #expect(try fakes.post(Self.text("x"), to: .feishu) == Self.refusal(19022, "Ip Not Allowed"))
        try fakes.configure(.feishu, ["mode": "disabled"])
        let disabled = #"{"StatusCode":0,"StatusMessage":"","code":19007,"msg":"Bot Not Enabled"}"#
        #expect(try fakes.post(Self.text("x"), to: .feishu) == FakeReply(200, disabled))
    }
}

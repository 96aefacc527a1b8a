import TestSupport
import Testing

/// The fake WeCom refuses what WeCom refuses, with the same codes.
@Suite struct WeComFakeTests {
    private let fakes: RobotFakes
    private let success = FakeReply(200, #"{"errcode":0,"errmsg":"ok"}"#)

    init() throws {
        fakes = try RobotFakes()
    }

    private func message(_ kind: String, _ text: String, _ more: String = "") -> String {
        #"{"msgtype":"\#(kind)","\#(kind)":{"content":"\#(text)"\#(more)}}"#
    }

    @Test func takesAsManyBytesAsItSays() throws {
        let cases = [("text", 2048), ("markdown", 4096), ("markdown_v2", 4096)]
        for (kind, most) in cases {
            let text = String(repeating: "满", count: most / 3) + String(repeating: "x", count: most % 3)
            #expect(try fakes.post(message(kind, text), to: .wecom) == success)
            let reply = try fakes.post(message(kind, text + "x"), to: .wecom)
            #expect(
                reply.body.hasPrefix(#"{"errcode":40058,"errmsg":"\#(kind).content exceed max length \#(most), hint"#)
            )
            #expect(reply.body.contains("from ip: 203.0.113.7"))
        }
    }

    @Test func refusesMalformedMessages() throws {
        let cases = [
            (#"{"msgtype":"post","post":{"content":"x"}}"#, 40008),
            (#"{"msg_type":"text","content":{"text":"x"}}"#, 40008),
            (#"{"msgtype":"markdown","text":{"content":"x"}}"#, 44004),
            (#"{"msgtype":"markdown","markdown":{"content":""}}"#, 44004),
            (#"{"msgtype":"text","text":{"content":"x","mentioned_list":"@all"}}"#, 40058),
            (#"{"msgtype":"text","text":{"content":"x","mentioned_mobile_list":[138]}}"#, 40058),
            ("{", 47001),
        ]
        try fakes.configure(.wecom, ["rate": false])
        for (wrong, reply) in zip(cases, try fakes.postAll(cases.map(\.0), to: .wecom)) {
            #expect(reply.status == 200)
            #expect(reply.body.hasPrefix(#"{"errcode":\#(wrong.1),"#), "\(wrong.0)")
        }
        #expect(try fakes.calls(accepted: true).isEmpty)
    }

    @Test func knowsItsTokenAndIsBusy() throws {
        let reply = try fakes.post(message("text", "x"), to: fakes.url(.wecom, token: "x"))
        #expect(reply.body.hasPrefix(#"{"errcode":93000,"errmsg":"invalid webhook url, hint"#))
        try fakes.configure(.wecom, ["mode": "busy"])
        #expect(try fakes.post(message("text", "x"), to: .wecom).body.hasPrefix(#"{"errcode":-1,"#))
    }

    @Test func takesTwentyInAMinute() throws {
        try fakes.postMany(20, message("text", "x"), to: .wecom)
        let reply = try fakes.post(message("text", "x"), to: .wecom)
        #expect(reply.body.hasPrefix(#"{"errcode":45009,"errmsg":"api freq out of limit"#))
        #expect(try fakes.calls(accepted: true).count == 20)
    }

    @Test func tellsWhomAMessageMentions() throws {
        let people = #","mentioned_list":["u1","@all"],"mentioned_mobile_list":["138"]"#
        let bodies = [
            (message("text", "<@u0>", people), ["u1", "all", "138"]),
            (message("markdown", "x <@u2> &lt;@u3>"), ["u2"]),
            (message("markdown_v2", "<@u4>"), []),
        ]
        let replies = try fakes.postAll(bodies.map(\.0), to: .wecom)
        #expect(replies == bodies.map { _ in success })
        #expect(try fakes.calls().map(\.mentions) == bodies.map(\.1))
    }
}

import Foundation
import TestSupport
import Testing

/// The fake Feishu looks at the shape of messages, and tells whom they mention.
@Suite struct FeishuContentFakeTests {
    private let fakes: RobotFakes

    init() throws {
        fakes = try RobotFakes()
        try fakes.configure(.feishu, ["rate": false, "success": "code"])
    }

    private let success = FakeReply(200, #"{"code":0,"data":{},"msg":"success"}"#)

    @Test func takesCardsOfTheFirstVersion() throws {
        #expect(try fakes.post(FeishuCard().body, to: .feishu) == success)
        let others = [
            #"{"tag":"markdown","content":"x"}"#,
            #"{"tag":"div","fields":[{"is_short":true,"text":{"tag":"lark_md","content":"x"}}]}"#,
            #"{"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"markdown","content":"x"}]}]}"#,
        ]
        for element in others {
            #expect(try fakes.post(FeishuCard(second: element).body, to: .feishu) == success, "\(element)")
        }
    }

    @Test func refusesBrokenCards() throws {
        let broken = [
            FeishuCard(title: " ").body,
            FeishuCard(second: #"{"tag":"paragraph"}"#).body,
            FeishuCard(second: #"{"tag":"elements"}"#).body,
            FeishuCard(second: #""hr""#).body,
            FeishuCard(second: #"{"tag":"div"}"#).body,
            FeishuCard(second: #"{"tag":"div","text":"x"}"#).body,
            FeishuCard(second: #"{"tag":"div","text":{"tag":"markdown","content":"x"}}"#).body,
            FeishuCard(second: #"{"tag":"div","text":{"tag":"lark_md"}}"#).body,
            FeishuCard(second: #"{"tag":"div","fields":[{"text":{"tag":"lark_md","content":"x"}}]}"#).body,
            FeishuCard(second: #"{"tag":"note","elements":[]}"#).body,
            FeishuCard(second: #"{"tag":"column_set","columns":[{"tag":"column","elements":[]}]}"#).body,
            FeishuCard().body.replacingOccurrences(of: "red", with: "pink"),
            FeishuCard().body.replacingOccurrences(of: "https://example.com/", with: "javascript:x"),
            FeishuCard().body.replacingOccurrences(of: #""card":{"#, with: #""card":{"schema":"2.0","#),
            FeishuCard().body.replacingOccurrences(of: #""header""#, with: #""head""#),
            FeishuCard().body.replacingOccurrences(of: #""card""#, with: #""content""#),
        ]
        for (body, reply) in zip(broken, try fakes.postAll(broken, to: .feishu)) {
            #expect(reply.status == 200)
            #expect(reply.body.hasPrefix(#"{"code":11246,"#), "\(body)")
            #expect(reply.body.contains("ErrCode: 200621; ErrMsg: parse card json err"))
        }
        #expect(try fakes.calls(accepted: true).isEmpty)
    }

    private func post(_ pieces: String, language: String = "zh_cn") -> String {
        #"{"msg_type":"post","content":{"post":{"\#(language)":{"title":"t","content":[[\#(pieces)]]}}}}"#
    }

    @Test func takesPosts() throws {
        let pieces = [
            #"{"tag":"text","text":"项目有更新: "}"#,
            #"{"tag":"text","text":"a"},{"tag":"a","text":"请查看","href":"https://example.com/"}"#,
            "",
        ]
        for pieces in pieces {
            #expect(try fakes.post(post(pieces), to: .feishu) == success, "\(pieces)")
        }
        let both = """
            {"msg_type":"post","content":{"post":{"zh_cn":{"title":"准入拒绝","content":[[]]},
            "en_us":{"title":"Admission denied","content":[[]]}}}}
            """
        #expect(try fakes.post(both, to: .feishu) == success)
    }

    @Test func refusesBrokenPosts() throws {
        let broken = [
            post(#"{"tag":"a","text":"x","href":"javascript:alert"}"#),
            post(#"{"tag":"a","text":"x","href":"https://example.com/a b"}"#),
            post(#"{"tag":"a","text":"x"}"#),
            post(#"{"tag":"b","text":"x"}"#),
            post(#"{"tag":"text","text":1}"#),
            post(#"{"tag":"at"}"#),
            post(#"{"tag":"text","text":"x"}"#, language: "zh"),
            #"{"msg_type":"post","content":{"post":{}}}"#,
            #"{"msg_type":"post","content":{"post":{"zh_cn":{"title":"t","content":[]}}}}"#,
            #"{"msg_type":"post","content":{"post":{"zh_cn":{"title":"t","content":["x"]}}}}"#,
            #"{"msg_type":"post","content":{"zh_cn":{"title":"t","content":[[]]}}}"#,
        ]
        for (body, reply) in zip(broken, try fakes.postAll(broken, to: .feishu)) {
            #expect(reply == FakeReply(400, #"{"code":9499,"msg":"Bad Request","data":{}}"#), "\(body)")
        }
    }

    @Test func tellsWhomAMessageMentions() throws {
        let text = #"{"msg_type":"text","content":{"text":"<at user_id=\"ou_1\">Tom</at> <at user_id=\"all\"></at>"}}"#
        let bodies: [(String, [String])] = [
            (text, ["ou_1", "all"]),
            (#"{"msg_type":"text","content":{"text":"&lt;at user_id=\"all\"&gt; < at user_id=all>"}}"#, []),
            (post(#"{"tag":"at","user_id":"ou_2"},{"tag":"text","text":"<at user_id=\"all\"></at>"}"#), ["ou_2"]),
            (FeishuCard(markdown: "<at id=all></at> <at id=ou_3></at> <at id=ou_3></at>").body, ["all", "ou_3"]),
            (FeishuCard(markdown: #"<at user_id=\"all\">"#).body, ["all"]),
            // A title is plain text.
            (FeishuCard(title: "<at id=all></at>", markdown: "&lt;at id=all&gt;").body, []),
        ]
        let replies = try fakes.postAll(bodies.map(\.0), to: .feishu)
        #expect(replies == bodies.map { _ in success })
        #expect(try fakes.calls().map(\.mentions) == bodies.map(\.1))
    }
}

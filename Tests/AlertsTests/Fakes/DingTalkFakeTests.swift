import Foundation
import TestSupport
import Testing

/// The fake DingTalk refuses what DingTalk refuses, with the same answers.
@Suite struct DingTalkFakeTests {
    private let fakes: RobotFakes

    init() throws {
        fakes = try RobotFakes()
        try fakes.configure(.dingtalk, ["rate": false])
    }

    private static let success = FakeReply(200, #"{"errcode":0,"errmsg":"ok"}"#)
    private static let markdown = markdown("x")

    private static func markdown(_ text: String, _ more: String = "") -> String {
        #"{"msgtype":"markdown","markdown":{"title":"t","text":"\#(text)"}\#(more)}"#
    }

    private static func refusal(_ code: Int, _ message: String) -> FakeReply {
        FakeReply(200, #"{"errcode":\#(code),"errmsg":"\#(message)"}"#)
    }

    @Test func takesWhatTheGuideShows() throws {
        let bodies = [
            #"{"msgtype":"text","text":{"content":"告警 @15012345678"},"at":{"atMobiles":["15012345678"],"isAtAll":false}}"#,
            Self.markdown,
            """
            {"msgtype":"actionCard","actionCard":{"title":"t","text":"x","btnOrientation":"0","singleTitle":"Open",
            "singleURL":"https://example.com/"}}
            """,
            """
            {"msgtype":"actionCard","actionCard":{"title":"t","text":"x","btns":[
            {"title":"A","actionURL":"https://a"},{"title":"B","actionURL":"https://b"}]}}
            """,
            #"{"msgtype":"link","link":{"title":"t","text":"x","messageUrl":"https://a"}}"#,
            #"{"msgtype":"feedCard","feedCard":{"links":[{"title":"t","messageURL":"https://a","picURL":"https://b"}]}}"#,
        ]
        for (body, reply) in zip(bodies, try fakes.postAll(bodies, to: .dingtalk)) {
            #expect(reply == Self.success, "\(body)")
        }
        #expect(try fakes.calls(accepted: true).map(\.body) == bodies)
    }

    @Test func knowsItsToken() throws {
        let url = fakes.url(.dingtalk, token: "other")
        #expect(try fakes.post(Self.markdown, to: url) == Self.refusal(300005, "token is not exist"))
        try fakes.configure(.dingtalk, ["mode": "disabled"])
        #expect(try fakes.post(Self.markdown, to: .dingtalk) == Self.refusal(400102, "机器人已停用"))
    }

    @Test func refusesMalformedMessages() throws {
        let cases = [
            (#"{"msg_type":"text","content":{"text":"x"}}"#, 400105, "unsupported msgtype"),
            (#"{"msgtype":"card","card":{}}"#, 400105, "unsupported msgtype"),
            (#"{"msgtype":["text"],"text":{"content":"x"}}"#, 400105, "unsupported msgtype"),
            (#"{"msgtype":"markdown"}"#, 400403, "miss param : markdown"),
            (#"{"msgtype":"markdown","markdown":{"title":"t"}}"#, 400403, "miss param : markdown->text"),
            (#"{"msgtype":"markdown","markdown":{"title":"","text":"x"}}"#, 400403, "miss param : markdown->title"),
            (#"{"msgtype":"text","text":{"content":1}}"#, 400403, "miss param : text->content"),
            (
                #"{"msgtype":"actionCard","actionCard":{"title":"t","text":"x"}}"#, 400403,
                "miss param : actionCard->btns"
            ),
            (
                #"{"msgtype":"actionCard","actionCard":{"title":"t","text":"x","singleTitle":"y"}}"#, 400403,
                "miss param : actionCard->singleURL"
            ),
            (Self.markdown("x", #","at":{"atMobiles":"1"}"#), 40035, "缺少参数 at->atMobiles"),
            (Self.markdown("x", #","at":{"atUserIds":[1]}"#), 40035, "缺少参数 at->atUserIds"),
            (Self.markdown("x", #","at":{"isAtAll":"true"}"#), 40035, "缺少参数 at->isAtAll"),
            ("{", 40035, "缺少参数 json"),
            ("[]", 40035, "缺少参数 json"),
        ]
        for (wrong, reply) in zip(cases, try fakes.postAll(cases.map(\.0), to: .dingtalk)) {
            #expect(reply == Self.refusal(wrong.1, wrong.2), "\(wrong.0)")
        }
    }

    @Test func asksForPostsOfJSON() throws {
        let url = fakes.url(.dingtalk)
        let other = try fakes.post(Self.markdown, to: url, ["--header", "Content-Type: text/plain"])
        #expect(other == Self.refusal(43004, "无效的HTTP HEADER Content-Type"))
        #expect(try fakes.post("", to: url, ["--request", "GET"]) == Self.refusal(43002, "需要POST请求"))
    }

    @Test func takesAsManyBytesAsItSays() throws {
        let room = 20_000 - Self.markdown("").utf8.count
        let text = String(repeating: "满", count: room / 3) + String(repeating: "x", count: room % 3)
        let refused = Self.refusal(460101, "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;")
        #expect(try fakes.post(Self.markdown(text), to: .dingtalk) == Self.success)
        #expect(try fakes.post(Self.markdown(text + "x"), to: .dingtalk) == refused)
        #expect(try fakes.calls().map(\.bytes) == [20_000, 20_001])
    }

    @Test func looksForKeywordsInWhatPeopleSee() throws {
        try fakes.configure(.dingtalk, ["keyword": "准入"])
        let refused = Self.refusal(310000, "keywords not in content")
        #expect(try fakes.post(Self.markdown("[准入] a"), to: .dingtalk) == Self.success)
        #expect(try fakes.post(Self.markdown("a"), to: .dingtalk) == refused)
        #expect(try fakes.post(Self.markdown("[a](https://example.com/准入)"), to: .dingtalk) == refused)
    }

    @Test func refusesAddressesAndIsAPage() throws {
        try fakes.configure(.dingtalk, ["mode": "ip"])
        #expect(try fakes.post(Self.markdown, to: .dingtalk) == Self.refusal(310000, "ip 203.0.113.7 not in whitelist"))
        try fakes.configure(.dingtalk, ["mode": "html"])
        let reply = try fakes.post(Self.markdown, to: .dingtalk)
        #expect(reply.status == 200)
        #expect(reply.body.hasPrefix("<!DOCTYPE html>"))
        #expect(try fakes.calls().map(\.accepted) == [false, false])
    }

    @Test func tellsWhomAMessageMentions() throws {
        let people = #","at":{"atMobiles":["150","151"],"atUserIds":["u1","u2"]}"#
        let bodies: [(String, [String])] = [
            (Self.markdown("a @150 @u1", people), ["150", "u1"]),
            (Self.markdown("a", #","at":{"isAtAll":true}"#), ["all"]),
            (Self.markdown("@150 @all"), []),
        ]
        let replies = try fakes.postAll(bodies.map(\.0), to: .dingtalk)
        #expect(replies == bodies.map { _ in Self.success })
        #expect(try fakes.calls().map(\.mentions) == bodies.map(\.1))
    }
}

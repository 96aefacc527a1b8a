import Foundation
import TestSupport
import Testing

/// The fake Slack refuses what Slack refuses, with the same statuses.
@Suite struct SlackFakeTests {
    private let fakes: RobotFakes
    private let success = FakeReply(200, "ok")

    init() throws {
        fakes = try RobotFakes()
        try fakes.configure(.slack, ["rate": false])
    }

    private func blocks(_ blocks: String) -> String {
        #"{"text":"x","blocks":[\#(blocks)]}"#
    }

    private func header(_ length: Int, type: String = "plain_text") -> String {
        #"{"type":"header","text":{"type":"\#(type)","text":"\#(String(repeating: "字", count: length))"}}"#
    }

    private func section(_ length: Int) -> String {
        #"{"type":"section","text":{"type":"mrkdwn","text":"\#(String(repeating: "x", count: length))"}}"#
    }

    private let divider = #"{"type":"divider"}"#

    @Test func takesMessagesWithinItsLimits() throws {
        let bodies = [
            #"{"text":"x"}"#,
            blocks([header(150), section(3000), divider].joined(separator: ",")),
            blocks(Array(repeating: divider, count: 50).joined(separator: ",")),
            blocks(#"{"type":"context","elements":[{"type":"mrkdwn","text":"x"}]}"#),
            blocks(#"{"type":"section","fields":[{"type":"mrkdwn","text":"x"}]}"#),
            #"{"attachments":[{"color":"good","blocks":[{"type":"divider"}]}]}"#,
        ]
        for (body, reply) in zip(bodies, try fakes.postAll(bodies, to: .slack)) {
            #expect(reply == success, "\(body)")
        }
    }

    @Test func refusesMessagesBeyondItsLimits() throws {
        let bodies = [
            blocks(header(151)),
            blocks(header(10, type: "mrkdwn")),
            blocks(section(3001)),
            blocks(section(0)),
            // A character beyond the first plane counts twice.
            blocks(header(149).replacingOccurrences(of: "字\"", with: "字😀\"")),
            blocks(Array(repeating: divider, count: 51).joined(separator: ",")),
            blocks(#"{"type":"paragraph"}"#),
            blocks(#"{"type":"section"}"#),
            blocks(#"{"type":"context","elements":[]}"#),
            #"{"attachments":[{"blocks":[{"type":"paragraph"}]}]}"#,
            #"{"text":1}"#,
            "[]",
            "payload=x",
        ]
        for (body, reply) in zip(bodies, try fakes.postAll(bodies, to: .slack)) {
            #expect(reply == FakeReply(400, "invalid_payload"), "\(body)")
        }
        #expect(try fakes.post("{}", to: .slack) == FakeReply(400, "no_text"))
        #expect(try fakes.post(#"{"text":""}"#, to: .slack) == FakeReply(400, "no_text"))
        #expect(try fakes.calls(accepted: true).isEmpty)
    }

    @Test func knowsItsToken() throws {
        let url = fakes.url(.slack, token: "T1/B1/x")
        #expect(try fakes.post(#"{"text":"x"}"#, to: url) == FakeReply(404, "no_service"))
    }

    @Test func saysWhyItTakesNothing() throws {
        let cases = [
            ("archived", 410, "channel_is_archived"), ("prohibited", 403, "action_prohibited"),
            ("missing", 404, "channel_not_found"), ("failing", 500, "rollup_error"),
        ]
        for (mode, status, body) in cases {
            try fakes.configure(.slack, ["mode": mode])
            #expect(try fakes.post(#"{"text":"x"}"#, to: .slack) == FakeReply(status, body))
        }
    }

    @Test func saysWhenToComeBack() throws {
        let fakes = try RobotFakes(scale: 0.01)
        try fakes.configure(.slack, ["retryAfter": 7])
        try fakes.postMany(5, #"{"text":"x"}"#, to: .slack)
        let output = try fakes.curl(fakes.url(.slack), ["--include", "--data-raw", #"{"text":"x"}"#])
        #expect(output.standardOutput.contains("HTTP/1.1 429 "))
        #expect(output.standardOutput.contains("\r\nRetry-After: 7\r\n"))
        #expect(output.standardOutput.hasSuffix(#"{"retry_after":7,"ok":false,"error":"rate_limited"}"#))
        #expect(try fakes.calls(accepted: true).count == 5)
    }

    @Test func tellsWhomAMessageMentions() throws {
        let bodies = [
            (#"{"text":"<!channel> <@U1> <!subteam^S1|team>"}"#, ["all", "U1", "S1"]),
            (#"{"text":"&lt;!channel&gt; @here <https://a|<!x>"}"#, []),
            (blocks(section(1).replacingOccurrences(of: #""x""#, with: #""<!here>""#)), ["all"]),
            (blocks(header(1).replacingOccurrences(of: "字", with: "<!here>")), []),
        ]
        let replies = try fakes.postAll(bodies.map(\.0), to: .slack)
        #expect(replies == bodies.map { _ in success })
        #expect(try fakes.calls().map(\.mentions) == bodies.map(\.1))
    }
}

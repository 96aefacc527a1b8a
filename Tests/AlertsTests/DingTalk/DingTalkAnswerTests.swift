import Testing

@testable import Alerts

@Suite struct DingTalkAnswerTests {
    private static let size = "description: body 大小不合法;solution:请保持大小在 20000bytes 以内;"
    private static let fast = "send too fast, exceed 20 times per minute"

    private static func limited(_ seconds: Int, _ reason: String) -> Outcome {
        .rateLimited(pause: .seconds(seconds), reason: reason)
    }

    private static func error(_ code: Int, _ text: String, _ outcome: (String) -> Outcome) -> AnswerFixture {
        AnswerFixture(200, #"{"errcode":\#(code),"errmsg":"\#(text)"}"#, outcome("\(code) \(text)"))
    }

    static let fixtures =
        [
            AnswerFixture(200, #"{"errcode":0,"errmsg":"ok"}"#, .delivered),
            AnswerFixture(200, #"{"errcode":"0"}"#, .delivered),
            error(130_101, fast) { limited(600, $0) },
            error(410_100, "发送速度太快而限流") { limited(600, $0) },
            error(660_026, "发送过于频繁") { limited(600, $0) },
            error(99, "超过调用次数限制") { limited(600, $0) },
            AnswerFixture(
                200,
                #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"x"}"#,
                limited(300, "1111")
            ),
            AnswerFixture(
                200,
                #"{"status":"1111","punish":"deny","errcode":130101,"errmsg":"\#(fast)"}"#,
                limited(600, "130101 \(fast)")
            ),
            AnswerFixture(200, #"{"errcode":0,"punish":"deny"}"#, limited(300, "1111")),
            AnswerFixture(200, "\n<!DOCTYPE html>", limited(300, "HTTP 200: an HTML page")),
            AnswerFixture(502, "<html>", .retryable(reason: "HTTP 502: an HTML page")),
            error(90_020, "quota") { limited(21_600, $0) },
            error(90_030, "webhook over limit") { limited(21_600, $0) },
            error(90_018, "qps") { limited(1, $0) },
            error(90_002, "qps") { limited(1, $0) },
        ] + refusals
        + [
            AnswerFixture(200, "{}", .retryable(reason: "HTTP 200: {}")),
            AnswerFixture(200, "", .retryable(reason: "HTTP 200: an empty answer")),
            AnswerFixture(503, #"{"errcode":0}"#, .retryable(reason: #"HTTP 503: {"errcode":0}"#)),
            error(-1, "系统繁忙") { .retryable(reason: $0) },
            error(12_345, "new") { .retryable(reason: $0) },
        ]

    private static let refusals =
        [
            "keywords not in content, more: [https://ding-doc.dingtalk.com/doc#/serverapi2/qf2nxq]", "关键词不匹配",
            "ip 1.2.3.4 not in whitelist", "anything else",
        ].map { text in error(310_000, text) { .configuration(reason: $0) } }
        + [
            "sign not match, more: [...]", "description:机器人发送签名不匹配;solution:x", "invalid timestamp", "签名已过期",
        ].map { text in error(310_000, text) { .signatureRefused(reason: $0) } }
        + [300_001, 300_005, 400_101, 400_102, 400_106, 400_013].map { code in
            error(code, "token is not exist") { .configuration(reason: $0) }
        }
        + [400_105, 400_403, 40_035, 43_002, 43_004, 430_101, 430_102, 430_103, 430_104].map { code in
            error(code, "miss param : markdown->text") { .payload(reason: $0) }
        }
        + [(460_101, "message too long, exceed 20000 bytes"), (460_101, size), (101_002, "message is too long")].map {
            error($0, $1) { .payload(reason: $0) }
        }

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .dingtalk) == fixture.outcome)
    }
}

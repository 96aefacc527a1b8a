import Testing

@testable import Alerts

@Suite struct SlackAnswerTests {
    static let fixtures = [
        AnswerFixture(200, "ok", .delivered),
        AnswerFixture(200, "ok\n", .delivered),
        AnswerFixture(200, "OK", .retryable(reason: "HTTP 200: OK")),
        AnswerFixture(200, "", .retryable(reason: "HTTP 200: an empty answer")),
        AnswerFixture(200, #"{"ok":false,"error":"ok"}"#, .retryable(reason: #"HTTP 200: {"ok":false,"error":"ok"}"#)),
        AnswerFixture(201, "ok", .retryable(reason: "HTTP 201: ok")),
        AnswerFixture(
            429,
            #"{"retry_after":1,"ok":false,"error":"rate_limited"}"#,
            .rateLimited(pause: .seconds(1), reason: "HTTP 429: rate_limited")
        ),
        AnswerFixture(
            429,
            "",
            .rateLimited(pause: .seconds(12), reason: "HTTP 429: an empty answer"),
            headers: ["retry-after": "12"]
        ),
        AnswerFixture(429, "x", .rateLimited(pause: .seconds(30), reason: "HTTP 429: x")),
        AnswerFixture(400, "invalid_payload", .payload(reason: "HTTP 400: invalid_payload")),
        AnswerFixture(400, "no_text", .payload(reason: "HTTP 400: no_text")),
        AnswerFixture(403, "action_prohibited", .configuration(reason: "HTTP 403: action_prohibited")),
        AnswerFixture(403, "invalid_token", .configuration(reason: "HTTP 403: invalid_token")),
        AnswerFixture(404, "channel_not_found", .configuration(reason: "HTTP 404: channel_not_found")),
        AnswerFixture(404, "no_service", .configuration(reason: "HTTP 404: no_service")),
        AnswerFixture(404, "<html>", .configuration(reason: "HTTP 404: an HTML page")),
        AnswerFixture(410, "channel_is_archived", .configuration(reason: "HTTP 410: channel_is_archived")),
        AnswerFixture(500, "rollup_error", .retryable(reason: "HTTP 500: rollup_error")),
        AnswerFixture(
            503,
            "x",
            .rateLimited(pause: .seconds(900), reason: "HTTP 503: x"),
            headers: ["retry-after": "86400"]
        ),
    ]

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .slack) == fixture.outcome)
    }

    @Test(arguments: [("invalid_payload", "invalid_payload"), ("<html>", nil), ("Bad Request", nil), ("", nil)])
    func oneWordIsACode(body: String, code: String?) {
        #expect(Answer.read(AnswerFixture(400, body, .delivered).answer, from: .slack).code == code)
    }
}

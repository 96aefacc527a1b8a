import Testing

@testable import Alerts

@Suite struct WebhookAnswerTests {
    static let fixtures =
        [200, 201, 204, 299].map { AnswerFixture($0, "", .delivered) }
        + [408, 429, 500, 502, 503, 599].map { AnswerFixture($0, "x", .retryable(reason: "HTTP \($0): x")) }
        + [400, 413, 422].map { AnswerFixture($0, "x", .payload(reason: "HTTP \($0): x")) }
        + [101, 401, 403, 404, 405, 410].map { AnswerFixture($0, "x", .configuration(reason: "HTTP \($0): x")) }
        + [
            AnswerFixture(
                429,
                "x",
                .rateLimited(pause: .seconds(40), reason: "HTTP 429: x"),
                headers: ["retry-after": "Tue, 14 Nov 2023 22:14:00 GMT"]
            )
        ]

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .webhook) == fixture.outcome)
    }

    @Test(arguments: Receiver.Kind.allCases, [301, 302, 303, 307, 308])
    func aRedirectLeadsNowhere(kind: Receiver.Kind, status: Int) {
        let fixture = AnswerFixture(
            status,
            "ok",
            .configuration(reason: "answers with a redirect to elsewhere.example; redirects are not followed"),
            headers: ["location": "https://elsewhere.example/hook?token=x"]
        )
        #expect(fixture.outcome(from: kind) == fixture.outcome)
    }
}

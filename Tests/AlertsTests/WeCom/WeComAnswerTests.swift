import Testing

@testable import Alerts

@Suite struct WeComAnswerTests {
    static let fixtures = [
        AnswerFixture(200, #"{"errcode":0,"errmsg":"ok"}"#, .delivered),
        AnswerFixture(
            200,
            #"{"errcode":93000,"errmsg":"invalid webhook url"}"#,
            .configuration(reason: "93000 invalid webhook url")
        ),
        AnswerFixture(
            200,
            #"{"errcode":45009,"errmsg":"api freq out of limit"}"#,
            .rateLimited(pause: .seconds(60), reason: "45009 api freq out of limit")
        ),
        AnswerFixture(
            200,
            #"{"errcode":45033,"errmsg":"x"}"#,
            .rateLimited(pause: .seconds(90), reason: "45033 x"),
            headers: ["retry-after": "90"]
        ),
        AnswerFixture(
            200,
            #"{"errcode":40058,"errmsg":"markdown.content exceed max length 4096"}"#,
            .payload(reason: "40058 markdown.content exceed max length 4096")
        ),
        AnswerFixture(200, #"{"errcode":-1,"errmsg":"system busy"}"#, .retryable(reason: "-1 system busy")),
        AnswerFixture(200, "{}", .retryable(reason: "HTTP 200: {}")),
        AnswerFixture(200, "<html>", .retryable(reason: "HTTP 200: an HTML page")),
        AnswerFixture(500, #"{"errcode":0}"#, .retryable(reason: #"HTTP 500: {"errcode":0}"#)),
    ]

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .wecom) == fixture.outcome)
    }
}

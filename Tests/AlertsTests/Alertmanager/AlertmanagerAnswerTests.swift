import Testing

@testable import Alerts

@Suite struct AlertmanagerAnswerTests {
    static let fixtures = [
        AnswerFixture(200, "", .delivered),
        // A proxy's page, and somebody who talks for ever.
        AnswerFixture(200, "<html></html>", .retryable(reason: "HTTP 200: an HTML page")),
        AnswerFixture(
            200,
            String(repeating: "x", count: HTTPAnswer.limit),
            .retryable(reason: "HTTP 200: " + String(repeating: "x", count: HTTPAnswer.limit))
        ),
        AnswerFixture(202, "", .retryable(reason: "HTTP 202: an empty answer")),
        AnswerFixture(400, #""bad""#, .payload(reason: #"HTTP 400: "bad""#)),
        AnswerFixture(500, #""x""#, .retryable(reason: #"HTTP 500: "x""#)),
        AnswerFixture(503, "", .retryable(reason: "HTTP 503: an empty answer")),
        AnswerFixture(404, "404 page not found", .configuration(reason: "HTTP 404: 404 page not found")),
        AnswerFixture(401, "Unauthorized", .configuration(reason: "HTTP 401: Unauthorized")),
    ]

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .alertmanager) == fixture.outcome)
    }
}

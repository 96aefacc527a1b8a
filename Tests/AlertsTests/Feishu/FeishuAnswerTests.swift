import Testing

@testable import Alerts

@Suite struct FeishuAnswerTests {
    private static let psm = "frequency limited psm[lark.oapi.app_platform_runtime]appID[1500]"
    private static let token = "param invalid: incoming webhook access token invalid"
    private static let sign = "sign match fail or timestamp is not within one hour from current time"
    private static let large = "The message exceeds the size limit of 30KB"

    static let fixtures = [
        // Success, in all the forms that were seen.
        AnswerFixture(
            200,
            #"{"StatusCode":0,"StatusMessage":"success","code":0,"data":{},"msg":"success"}"#,
            .delivered
        ),
        AnswerFixture(200, #"{"code":0,"data":{},"msg":"success"}"#, .delivered),
        AnswerFixture(200, #"{"Extra":null,"StatusCode":0,"StatusMessage":"success"}"#, .delivered),
        AnswerFixture(200, #"{"code":"0"}"#, .delivered),
        AnswerFixture(200, #"{"code":null,"StatusCode":0}"#, .delivered),
        AnswerFixture(200, "\u{FEFF}{\"code\":0}", .delivered),
        // The status misleads in both directions.
        AnswerFixture(
            400,
            #"{"code":9499,"msg":"too many request","data":{}}"#,
            .rateLimited(pause: .seconds(5), reason: "9499 too many request")
        ),
        AnswerFixture(400, #"{"code":9499,"msg":"Bad Request","data":{}}"#, .payload(reason: "9499 Bad Request")),
        AnswerFixture(
            200,
            #"{"code":11232,"data":{},"msg":"\#(psm)"}"#,
            .rateLimited(pause: .seconds(5), reason: "11232 \(psm)")
        ),
        AnswerFixture(
            200,
            #"{"StatusCode":0,"StatusMessage":"","code":9499,"msg":"too many request"}"#,
            .rateLimited(pause: .seconds(5), reason: "9499 too many request")
        ),
        AnswerFixture(
            400,
            #"{"code":99991400,"msg":"request trigger frequency limit"}"#,
            .rateLimited(pause: .seconds(37), reason: "99991400 request trigger frequency limit"),
            headers: ["x-ogw-ratelimit-reset": "37"]
        ),
        AnswerFixture(
            200,
            #"{"code":19001,"data":{},"msg":"\#(token)"}"#,
            .configuration(reason: "19001 \(token)")
        ),
        AnswerFixture(
            200,
            #"{"StatusCode":0,"StatusMessage":"","code":19007,"msg":"Bot Not Enabled"}"#,
            .configuration(reason: "19007 Bot Not Enabled")
        ),
        AnswerFixture(200, #"{"code":19022,"msg":"Ip Not Allowed"}"#, .configuration(reason: "19022 Ip Not Allowed")),
        AnswerFixture(
            200,
            #"{"code":19024,"msg":"Key Words Not Found"}"#,
            .configuration(reason: "19024 Key Words Not Found")
        ),
        AnswerFixture(200, #"{"code":19021,"msg":"\#(sign)"}"#, .signatureRefused(reason: "19021 \(sign)")),
        AnswerFixture(
            200,
            #"{"code":19002,"msg":"params error, msg_type need"}"#,
            .payload(reason: "19002 params error, msg_type need")
        ),
        AnswerFixture(200, #"{"code":19036,"msg":"\#(large)"}"#, .payload(reason: "19036 \(large)")),
        AnswerFixture(
            200,
            #"{"code":11246,"msg":"parse card json err, ErrCode: 200621"}"#,
            .payload(reason: "11246 parse card json err, ErrCode: 200621")
        ),
        // Whatever nobody knows is no success.
        AnswerFixture(200, "{}", .retryable(reason: "HTTP 200: {}")),
        AnswerFixture(200, "", .retryable(reason: "HTTP 200: an empty answer")),
        AnswerFixture(
            200,
            "<html><head><Title>Log in</title>",
            .retryable(reason: "HTTP 200: an HTML page, \"Log in\"")
        ),
        AnswerFixture(200, "<html>", .retryable(reason: "HTTP 200: an HTML page")),
        AnswerFixture(200, #"{"code":12345,"msg":"new"}"#, .retryable(reason: "12345 new")),
        AnswerFixture(200, #"{"code":"x"}"#, .retryable(reason: #"HTTP 200: {"code":"x"}"#)),
        AnswerFixture(200, #"{"code":false}"#, .retryable(reason: #"HTTP 200: {"code":false}"#)),
        AnswerFixture(
            200,
            #"{"code":"x","StatusCode":0}"#,
            .retryable(reason: #"HTTP 200: {"code":"x","StatusCode":0}"#)
        ),
        AnswerFixture(200, #"[{"code":0}]"#, .retryable(reason: #"HTTP 200: [{"code":0}]"#)),
        AnswerFixture(200, #"{"code":0"#, .retryable(reason: #"HTTP 200: {"code":0"#)),
        AnswerFixture(502, #"{"code":0}"#, .retryable(reason: #"HTTP 502: {"code":0}"#)),
        AnswerFixture(502, "<html>", .retryable(reason: "HTTP 502: an HTML page")),
        AnswerFixture(429, "", .rateLimited(pause: .seconds(5), reason: "HTTP 429: an empty answer")),
        AnswerFixture(413, "", .payload(reason: "HTTP 413: an empty answer")),
    ]

    @Test(arguments: fixtures)
    func means(fixture: AnswerFixture) {
        #expect(fixture.outcome(from: .feishu) == fixture.outcome)
    }
}

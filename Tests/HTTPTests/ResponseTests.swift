import HTTP
import Testing

@Suite struct ResponseTests {
    @Test func anAnswerOfOneSentence() {
        let response = Response.text(.methodNotAllowed, "POST it", retryAfter: 3, allow: "POST")
        #expect(response.status == .methodNotAllowed)
        #expect(response.contentType == "text/plain; charset=utf-8")
        #expect(response.body == Array("POST it\n".utf8))
        #expect(response.retryAfter == 3)
        #expect(response.allow == "POST")
    }

    /// A 503 without Retry-After is not tried again by the API server; nothing else should be.
    @Test(arguments: [(.serviceUnavailable, 1), (.badRequest, nil), (.requestTimeout, nil)] as [(Status, Int?)])
    func onlyAnOverloadIsTriedAgain(_ status: Status, _ retryAfter: Int?) {
        let response = HTTPFault(status, "what is wrong").response
        #expect(response.status == status)
        #expect(response.body == Array("what is wrong\n".utf8))
        #expect(response.retryAfter == retryAfter)
    }

    /// The names of RFC 9110 §15 and, for 431, RFC 6585.
    @Test(arguments: [
        (200, "OK"), (400, "Bad Request"), (404, "Not Found"), (405, "Method Not Allowed"), (408, "Request Timeout"),
        (413, "Content Too Large"), (415, "Unsupported Media Type"), (417, "Expectation Failed"),
        (431, "Request Header Fields Too Large"), (501, "Not Implemented"),
        (503, "Service Unavailable"), (505, "HTTP Version Not Supported"),
    ])
    func statusCodesHaveTheirNames(_ code: Int, _ reason: String) {
        #expect(Status(rawValue: code)?.reason == reason)
    }
}

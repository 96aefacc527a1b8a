import HTTP
import Testing

@Suite struct HTTP1SerializerTests {
    private func text(_ response: Response, closes: Bool = false, isHead: Bool = false) -> String {
        var bytes = Array("before ".utf8)
        let date = HTTPDate(seconds: 784_111_777)
        HTTP1Serializer.append(response, to: &bytes, date: date, closes: closes, isHead: isHead)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func anAnswerWithEveryField() {
        let response = Response(
            .serviceUnavailable,
            contentType: "application/json",
            body: Array("{}".utf8),
            retryAfter: 12,
            allow: "GET, HEAD"
        )
        #expect(
            text(response, closes: true) == """
                before HTTP/1.1 503 Service Unavailable\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: application/json\r
                Content-Length: 2\r
                Retry-After: 12\r
                Allow: GET, HEAD\r
                Connection: close\r
                \r
                {}
                """
        )
    }

    @Test func anEmptyAnswer() {
        #expect(
            text(Response(.ok)) == """
                before HTTP/1.1 200 OK\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Length: 0\r
                \r

                """
        )
    }

    /// The length is that of the body which a GET would get (RFC 9110 §8.6).
    @Test func theAnswerToHEADHasNoBody() {
        #expect(
            text(.text(.notFound, "no such page"), isHead: true) == """
                before HTTP/1.1 404 Not Found\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Length: 13\r
                \r

                """
        )
    }

    @Test func theWordToGoOn() {
        #expect(String(decoding: HTTP1Serializer.continueResponse, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
    }
}

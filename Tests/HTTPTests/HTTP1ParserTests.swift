import HTTP
import Testing

@Suite struct HTTP1ParserTests {
    struct Stream: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let reading: Reading
    }

    static let streams = [
        Stream(
            testDescription: "no body",
            text: "GET /readyz?verbose HTTP/1.1\r\nHost: a\r\n\r\n",
            reading: Reading(messages: [.init(target: "/readyz?verbose")])
        ),
        Stream(
            testDescription: "a body of fixed length",
            text: "POST /validate HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n"
                + "{\r\n:}",
            reading: Reading(messages: [
                .init(
                    method: "POST",
                    target: "/validate",
                    body: "{\r\n:}",
                    fields: ["host": "a", "content-type": "application/json"],
                    fieldCount: 3
                )
            ])
        ),
        Stream(
            testDescription: "a chunked body",
            text: "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3\r\na\r\n\r\nB;x=y\r\n0123456789\n\r\n0\r\n\r\n",
            reading: Reading(messages: [.init(method: "POST", body: "a\r\n0123456789\n", fieldCount: 2)])
        ),
        Stream(
            testDescription: "three requests and the beginning of a fourth",
            text:
                "\r\n\r\nGET /1 HTTP/1.1\r\nHost: a\r\n\r\n\r\nPUT /2 HTTP/1.1\r\nContent-Length: 1\r\nHost: a\r\n\r\nx"
                + "POST /3 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\ny\r\n0\r\nA: b\r\n\r\nG",
            reading: Reading(
                messages: [
                    .init(target: "/1"),
                    .init(method: "PUT", target: "/2", body: "x", fieldCount: 2),
                    .init(method: "POST", target: "/3", body: "y", fieldCount: 2),
                ],
                phase: .head
            )
        ),
        Stream(
            testDescription: "a request, then a malformed one",
            text: "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n",
            reading: Reading(
                messages: [.init()],
                fault: HTTPFault(.badRequest, "a header line is not \"name: value\""),
                phase: nil
            )
        ),
    ]

    @Test(arguments: streams)
    func aStreamReadsTheSameInWhateverPiecesItComes(_ stream: Stream) {
        #expect(Reading.atEveryCut(of: stream.text) == [stream.reading])
    }

    @Test func everyPrefixOfARequestIsIncomplete() {
        let text = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nA: b\r\n\r\n"
        for length in 0..<text.utf8.count {
            let reading = Reading(of: [text.utf8.prefix(length)])
            #expect(reading.messages.isEmpty && reading.fault == nil, "prefix of \(length) bytes")
        }
    }

    /// Whoever takes one request can answer it before the parser looks at the next, which may be malformed.
    @Test func pipelinedRequestsComeOneAtATime() throws {
        var parser = HTTP1Parser()
        Array("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nBAD\r\n".utf8)
            .withUnsafeBytes { parser.receive($0) }
        for target in ["/1", "/2"] {
            guard case .request(let request) = try parser.next() else {
                Issue.record("no request for \(target)")
                return
            }
            #expect(request.target == target)
        }
        #expect(throws: HTTPFault(.badRequest, "the request line is not \"METHOD target HTTP/1.1\"")) {
            try parser.next()
        }
    }

    @Test func blanksAroundAValueAreNoPartOfIt() {
        #expect(
            Reading(of: "GET / HTTP/1.1\r\nHost:a\r\nX-Test: \t b \tc\t \r\nX-Empty: \t\r\n\r\n")
                == Reading(messages: [
                    .init(fields: ["host": "a", "x-test": "b \tc", "x-empty": ""], fieldCount: 3)
                ])
        )
    }

    /// RFC 9110 §5.5: the tabulator, and obsolete text beyond ASCII.
    @Test func aValueMayHoldATabulatorAndBytesBeyondASCII() {
        let reading = Reading(of: "GET / HTTP/1.1\r\nHost: a\r\nX-Test: a\t\u{e9}\r\n\r\n")
        #expect(reading.messages.map { $0.fields["x-test"] } == ["a\t\u{e9}"])
    }

    @Test(arguments: ["get", "M-SEARCH", "!#$%&'*+-.^_`|~09azAZ"])
    func anyTokenIsAMethod(_ method: String) {
        #expect(Reading(of: "\(method) / HTTP/1.1\r\nHost: a\r\n\r\n") == Reading(messages: [.init(method: method)]))
    }

    /// Targets are for the routes to make sense of; the parser only keeps out what could end a line or a word.
    @Test(arguments: ["*", "http://a/validate?x=%zz", "a:443", "/%00/../{}|\"<>#~!"])
    func aTargetStaysAsItIs(_ target: String) {
        #expect(Reading(of: "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n") == Reading(messages: [.init(target: target)]))
    }
}

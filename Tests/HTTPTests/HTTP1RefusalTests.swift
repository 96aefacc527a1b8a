import HTTP
import Testing

/// Requests that two parsers could read differently, and what else is malformed.
@Suite struct HTTP1RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let status: Status
        let reason: String

        init(_ name: String, _ text: String, _ status: Status, _ reason: String) {
            testDescription = name
            self.text = text
            self.status = status
            self.reason = reason
        }

        /// A POST with further header lines, and the body that one of its readings has.
        static func head(_ name: String, _ lines: String, _ status: Status, _ reason: String) -> Case {
            Case(name, "POST / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n\r\n0\r\n\r\n", status, reason)
        }
    }

    private static let lengths = "the body has more than one length: Content-Length or Transfer-Encoding, once"
    private static let digits = "Content-Length is not a number in plain digits"
    private static let coding = "the only transfer coding understood is chunked"

    static let bodies: [Case] = [
        .head("both lengths", "Content-Length: 5\r\nTransfer-Encoding: chunked", .badRequest, lengths),
        .head("both lengths, reversed", "Transfer-Encoding: chunked\r\nContent-Length: 5", .badRequest, lengths),
        .head("two lengths that differ", "Content-Length: 5\r\nContent-Length: 6", .badRequest, lengths),
        .head("two equal lengths", "Content-Length: 5\r\ncontent-length: 5", .badRequest, lengths),
        .head("a list of equal lengths", "Content-Length: 5, 5", .badRequest, digits),
        .head("a list of lengths", "Content-Length: 5,6", .badRequest, digits),
        .head("a plus", "Content-Length: +5", .badRequest, digits),
        .head("a minus", "Content-Length: -5", .badRequest, digits),
        .head("a space inside", "Content-Length: 5 0", .badRequest, digits),
        .head("a tabulator inside", "Content-Length: 5\t0", .badRequest, digits),
        .head("hexadecimal", "Content-Length: 0x5", .badRequest, digits),
        .head("letters", "Content-Length: A", .badRequest, digits),
        .head("a fraction", "Content-Length: 5.0", .badRequest, digits),
        .head("other digits", "Content-Length: \u{665}", .badRequest, digits),
        .head("an empty length", "Content-Length:", .badRequest, digits),
        .head("twenty digits", "Content-Length: 00000000000000000005", .badRequest, digits),
        .head("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", .badRequest, lengths),
        .head("two codings that differ", "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked", .badRequest, lengths),
        .head("a list of codings", "Transfer-Encoding: gzip, chunked", .notImplemented, coding),
        .head("a list that ends otherwise", "Transfer-Encoding: chunked, gzip", .notImplemented, coding),
        .head("a list of one coding twice", "Transfer-Encoding: chunked, chunked", .notImplemented, coding),
        .head("almost the coding", "Transfer-Encoding: xchunked", .notImplemented, coding),
        .head("the coding with more", "Transfer-Encoding: chunked;q=1", .notImplemented, coding),
        .head("the coding quoted", "Transfer-Encoding: \"chunked\"", .notImplemented, coding),
        .head("identity", "Transfer-Encoding: identity", .notImplemented, coding),
        .head("an empty coding", "Transfer-Encoding:", .notImplemented, coding),
        Case(
            "a coding in HTTP/1.0",
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .badRequest,
            "HTTP/1.0 has no Transfer-Encoding"
        ),
    ]

    private static let field = "a header line is not \"name: value\""
    private static let folded = "a header line is folded"
    private static let control = "a header value contains a control character"
    private static let lineFeed = "a line ends in LF without CR"

    static let lines: [Case] = [
        .head("a folded line", "X-Test: a\r\n b", .badRequest, folded),
        .head("a line folded with a tabulator", "X-Test: a\r\n\tb: c", .badRequest, folded),
        Case("folded behind the request line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n", .badRequest, folded),
        .head("a bare LF", "X-Test: a\nContent-Length: 5", .badRequest, lineFeed),
        .head("a bare LF at the end of the head", "X-Test: a\r\n\nX", .badRequest, lineFeed),
        Case("a bare LF behind the request line", "GET / HTTP/1.1\nHost: a\r\n\r\n", .badRequest, lineFeed),
        Case("a bare LF before the request", "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", .badRequest, lineFeed),
        .head("a bare CR", "X-Test: a\rContent-Length: 5", .badRequest, control),
        .head("two CRs", "X-Test: a\r", .badRequest, control),
        .head("a space before the colon", "Content-Length : 5", .badRequest, field),
        .head("a tabulator before the colon", "Content-Length\t: 5", .badRequest, field),
        .head("an empty name", ": 5", .badRequest, field),
        .head("no colon", "Content-Length", .badRequest, field),
        .head("a space in the name", "Content Length: 5", .badRequest, field),
        .head("NUL in the name", "Content-Length\0: 5", .badRequest, field),
        .head("a letter beyond ASCII in the name", "Cont\u{e9}nt: 5", .badRequest, field),
        .head("a bracket in the name", "X[Y]: 5", .badRequest, field),
    ]

    static let controls: [Case] = ([UInt8](0...0x1F) + [0x7F])
        // These three have a meaning, and cases of their own.
        .filter { ![UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0) }
        .map { .head("control character \($0)", "X-Test: a\(UnicodeScalar($0))b", .badRequest, control) }

    static let requestLines: [Case] = [
        ("no method", " / HTTP/1.1"), ("a method that is no token", "GE(T) / HTTP/1.1"),
        ("a method beyond ASCII", "G\u{c9}T / HTTP/1.1"), ("a blank before", " GET / HTTP/1.1"),
        ("two spaces before the target", "GET  / HTTP/1.1"), ("a tabulator for the first space", "GET\t/ HTTP/1.1"),
        ("a tabulator for the second space", "GET /\tHTTP/1.1"), ("a tabulator in the target", "GET /a\tb HTTP/1.1"),
        ("NUL in the target", "GET /a\0b HTTP/1.1"), ("a bare CR in the target", "GET /a\rb HTTP/1.1"),
        ("a target beyond ASCII", "GET /\u{e9} HTTP/1.1"), ("HTTP/0.9", "GET /"), ("a method alone", "GET"),
        ("a method and a space", "GET "),
    ].map {
        Case($0, "\($1)\r\nHost: a\r\n\r\n", .badRequest, "the request line is not \"METHOD target HTTP/1.1\"")
    }

    static let versions: [Case] = [
        ("two spaces before the version", "GET /  HTTP/1.1"), ("a target of two words", "GET /a b HTTP/1.1"),
        ("a blank behind", "GET / HTTP/1.1 "), ("an empty version", "GET / "), ("lower case", "GET / http/1.1"),
        ("HTTP/1.2", "GET / HTTP/1.2"), ("HTTP/1.10", "GET / HTTP/1.10"), ("HTTP/2.0", "PRI * HTTP/2.0"),
        ("HTTP/01.1", "GET / HTTP/01.1"), ("ICY", "GET / ICY/1.1"),
    ].map {
        Case($0, "\($1)\r\nHost: a\r\n\r\n", .httpVersionNotSupported, "this server speaks HTTP/1.1 and HTTP/2")
    }

    private static let host = "there must be one Host field"
    private static let expectation = "the only expectation that can be met is 100-continue"

    static let rest: [Case] = [
        Case("no Host", "GET / HTTP/1.1\r\n\r\n", .badRequest, host),
        Case("two Hosts", "GET / HTTP/1.1\r\nHost: a\r\nhost: a\r\n\r\n", .badRequest, host),
        Case("two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest, host),
        .head("another expectation", "Expect: 200-ok", .expectationFailed, expectation),
        .head("another expectation besides", "Expect: 100-continue\r\nExpect: x", .expectationFailed, expectation),
    ]

    @Test(arguments: bodies + lines + controls + requestLines + versions + rest)
    func aMalformedRequestIsRefusedInWhateverPiecesItComes(_ example: Case) {
        #expect(Reading.atEveryCut(of: example.text) == [.refused(example.status, example.reason)])
    }

    @Test func anHTTP10RequestNeedsNoHost() {
        #expect(
            Reading(of: "GET / HTTP/1.0\r\n\r\n")
                == Reading(messages: [.init(closes: true, fields: [:], fieldCount: 0)])
        )
    }
}

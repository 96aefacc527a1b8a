import HTTP
import Testing

@Suite struct HTTP1BodyTests {
    private func fixed(_ length: String, _ body: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(body)"
    }

    private func chunked(_ body: String) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\(body)"
    }

    private func read(_ body: String, phase: HTTP1Parser.Phase = .idle) -> Reading {
        Reading(messages: [.init(method: "POST", body: body, fieldCount: 2)], phase: phase)
    }

    @Test(arguments: ["3", "0003", "0000000000000000003"])
    func aLengthIsInPlainDigits(_ length: String) {
        #expect(Reading.atEveryCut(of: fixed(length, "abc")) == [read("abc")])
    }

    @Test func aBodyEndsWhereItsLengthSays() {
        #expect(Reading(of: fixed("0", "")) == read(""))
        #expect(Reading(of: fixed("4", "abc")) == Reading(phase: .body))
        #expect(Reading(of: fixed("2", "abc")) == read("ab", phase: .head))
    }

    @Test(arguments: [
        ("one chunk", "3\r\nabc\r\n0\r\n\r\n", "abc"),
        ("nothing", "0\r\n\r\n", ""),
        ("digits of either case", "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "01234567890123456789"),
        ("leading zeros", "0000000000000003\r\nabc\r\n0000\r\n\r\n", "abc"),
        ("extensions", "3;a\r\nabc\r\n2 ; a=\"b;c\";d \r\nde\r\n0;z\r\n\r\n", "abcde"),
        ("blanks behind the length", "3 \t\r\nabc\r\n0 \r\n\r\n", "abc"),
        ("line ends and lengths in the data", "7\r\n\r\n0\r\n\r\n\r\n0\r\n\r\n", "\r\n0\r\n\r\n"),
        ("trailers", "1\r\na\r\n0\r\nExpires: x\r\nContent-Length: 9\r\nHost: b\r\n\r\n", "a"),
    ])
    func aChunkedBody(_ name: String, _ text: String, _ body: String) {
        #expect(Reading.atEveryCut(of: chunked(text)) == [read(body)])
    }

    @Test(arguments: ["Chunked", "CHUNKED", "chunked\t "])
    func theNameOfTheCodingHasNoLetterCase(_ coding: String) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\ntransfer-encoding: \(coding)\r\n\r\n"
        #expect(Reading(of: "\(head)1\r\na\r\n0\r\n\r\n") == read("a"))
    }

    @Test(arguments: ["3\r\nabc\r\n", "3\r\nabc\r\n0\r\n", "3\r\nabc\r\n0\r\nA: b\r\n"])
    func withoutItsLastLineAChunkedBodyIsNotWhole(_ text: String) {
        #expect(Reading(of: chunked(text)) == Reading(phase: .body))
    }

    private static let noLength = "a chunk does not begin with its length in hexadecimal digits"

    @Test(arguments: [
        ("no length", "\r\nabc\r\n", noLength),
        ("no digits", "x\r\nabc\r\n", noLength),
        ("a plus", "+3\r\nabc\r\n0\r\n\r\n", noLength),
        ("a minus", "-3\r\nabc\r\n0\r\n\r\n", noLength),
        ("a prefix", "0x3\r\nabc\r\n0\r\n\r\n", noLength),
        ("a blank before", " 3\r\nabc\r\n0\r\n\r\n", noLength),
        ("an underscore", "1_0\r\nabc\r\n0\r\n\r\n", noLength),
        ("a second length", "3 5\r\nabcde\r\n0\r\n\r\n", noLength),
        ("an extension without semicolon", "3\ta=b\r\nabc\r\n0\r\n\r\n", noLength),
        ("seventeen digits", "00000000000000003\r\nabc\r\n0\r\n\r\n", noLength),
        ("a bare CR in an extension", "3;a\rb\r\nabc\r\n0\r\n\r\n", noLength),
        ("NUL in an extension", "3;\0\r\nabc\r\n0\r\n\r\n", noLength),
        ("a bare LF behind the length", "3\nabc\r\n0\r\n\r\n", "a line ends in LF without CR"),
        ("data that goes on", "3\r\nabcd\r\n0\r\n\r\n", "a chunk is longer than it says"),
        ("data that goes on for long", "3\r\nabcdefgh\r\n0\r\n\r\n", "a chunk is longer than it says"),
        ("a CR among data that goes on", "3\r\nabc\rd\r\n0\r\n\r\n", "a chunk is longer than it says"),
        ("a bare LF behind the data", "3\r\nabc\n0\r\n\r\n", "a chunk is longer than it says"),
        ("data that ends too soon", "3\r\na\r\n0\r\n\r\n", "a chunk is longer than it says"),
        ("a malformed trailer", "0\r\nA : b\r\n\r\n", "a header line is not \"name: value\""),
        ("a folded trailer", "0\r\nA: b\r\n c\r\n\r\n", "a header line is folded"),
        ("a bare LF behind a trailer", "0\r\nA: b\n\r\n", "a line ends in LF without CR"),
        ("a bare LF at the end", "0\r\n\n", "a line ends in LF without CR"),
    ])
    func aMalformedChunkIsRefused(_ name: String, _ text: String, _ reason: String) {
        #expect(Reading.atEveryCut(of: chunked(text)) == [.refused(.badRequest, reason)])
    }

    /// Lengths at which arithmetic in 64 bits would wrap around.
    @Test(arguments: [
        "7FFFFFFFFFFFFFFF", "8000000000000000", "FFFFFFFFFFFFFFFF", "ffffffffffffffff", "1000000000000000",
    ])
    func theLengthOfAChunkCannotOverflow(_ length: String) {
        #expect(
            Reading.atEveryCut(of: chunked("1\r\na\r\n\(length)\r\n"))
                == [.refused(.contentTooLarge, "the body is longer than 8388608 bytes")]
        )
    }
}

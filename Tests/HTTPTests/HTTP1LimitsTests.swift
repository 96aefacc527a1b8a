import HTTP
import Testing

/// Each limit exactly at, and one beyond.
@Suite struct HTTP1LimitsTests {
    private func limits(_ set: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        set(&limits)
        return limits
    }

    /// A request whose head has `bytes` bytes, line ends and the empty line included.
    private func request(head bytes: Int) -> String {
        let (before, after) = ("GET / HTTP/1.1\r\nHost: a\r\nX-Test: ", "\r\n\r\n")
        return before + String(repeating: "x", count: bytes - before.utf8.count - after.utf8.count) + after
    }

    private let chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    private func read(_ body: String) -> Reading {
        Reading(messages: [.init(method: "POST", body: body, fieldCount: 2)])
    }

    private let longHead = Reading.refused(.requestHeaderFieldsTooLarge, "the header fields are longer than 64 bytes")

    @Test func bytesOfAHead() {
        let limits = limits { $0.headBytes = 64 }
        let whole = Reading.Message(fields: ["host": "a", "x-test": String(repeating: "x", count: 27)], fieldCount: 2)
        #expect(Reading.atEveryCut(of: request(head: 64), limits: limits) == [Reading(messages: [whole])])
        #expect(Reading.atEveryCut(of: request(head: 65), limits: limits) == [longHead])
    }

    /// Whoever never ends a line or a head is not listened to for ever.
    @Test func aHeadIsRefusedAsSoonAsItIsTooLong() {
        let limits = limits { $0.headBytes = 64 }
        let line = String(repeating: "x", count: 65)
        #expect(Reading(of: String(line.dropLast()), limits: limits) == Reading(phase: .head))
        #expect(Reading(of: line, limits: limits) == longHead)
        let lines = "GET / HTTP/1.1\r\nX: 012345678901234567\r\nX: 012345678901234567\r\nX: "
        #expect(Reading(of: String(lines.dropLast()), limits: limits) == Reading(phase: .head))
        #expect(Reading(of: lines, limits: limits) == longHead)
    }

    @Test func emptyLinesBeforeARequestCountAsHead() {
        let limits = limits { $0.headBytes = 64 }
        let lines = String(repeating: "\r\n", count: 10)
        #expect(Reading.atEveryCut(of: lines + request(head: 44), limits: limits).map(\.messages.count) == [1])
        #expect(Reading.atEveryCut(of: lines + request(head: 45), limits: limits) == [longHead])
        #expect(Reading(of: String(repeating: "\r\n", count: 32), limits: limits) == Reading())
        #expect(Reading(of: String(repeating: "\r\n", count: 33), limits: limits) == longHead)
    }

    @Test func eachRequestHasTheWholeLimit() {
        let text = String(repeating: request(head: 64), count: 5)
        #expect(Reading(of: text, limits: limits { $0.headBytes = 64 }).messages.count == 5)
    }

    @Test func numberOfFields() {
        let limits = limits { $0.headerFields = 3 }
        let head = "GET / HTTP/1.1\r\nHost: a\r\nA: b\r\nA: b\r\n"
        #expect(Reading.atEveryCut(of: "\(head)\r\n", limits: limits) == [Reading(messages: [.init(fieldCount: 3)])])
        #expect(
            Reading.atEveryCut(of: "\(head)A: b\r\n\r\n", limits: limits)
                == [.refused(.requestHeaderFieldsTooLarge, "there are more than 3 header fields")]
        )
    }

    /// Refused before the body comes.
    @Test func bytesOfABodyOfFixedLength() {
        let limits = limits { $0.bodyBytes = 4 }
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: "
        #expect(Reading.atEveryCut(of: "\(head)4\r\n\r\nbody", limits: limits) == [read("body")])
        for length in ["5", "9223372036854775807", "9999999999999999999"] {
            #expect(
                Reading(of: "\(head)\(length)\r\n\r\n", limits: limits)
                    == .refused(.contentTooLarge, "the body is longer than 4 bytes")
            )
        }
    }

    @Test func bytesOfAChunkedBody() {
        let limits = limits { $0.bodyBytes = 4 }
        #expect(Reading.atEveryCut(of: "\(chunked)3\r\nbod\r\n1\r\ny\r\n0\r\n\r\n", limits: limits) == [read("body")])
        for body in ["5\r\n", "3\r\nbod\r\n2\r\n"] {
            #expect(
                Reading.atEveryCut(of: chunked + body, limits: limits)
                    == [.refused(.contentTooLarge, "the body is longer than 4 bytes")]
            )
        }
    }

    @Test func bytesOfALineThatAnnouncesAChunk() {
        let limits = limits { $0.chunkLineBytes = 8 }
        let refusal = Reading.refused(.badRequest, "the line before a chunk is longer than 8 bytes")
        #expect(Reading.atEveryCut(of: "\(chunked)1;3456\r\na\r\n0\r\n\r\n", limits: limits) == [read("a")])
        #expect(Reading.atEveryCut(of: "\(chunked)1;34567\r\n", limits: limits) == [refusal])
        #expect(Reading(of: "\(chunked)1;345678", limits: limits) == Reading(phase: .body))
        #expect(Reading(of: "\(chunked)1;3456789", limits: limits) == refusal)
    }

    @Test func theLimitOfALineIsNoneOfData() {
        let limits = limits {
            $0.chunkLineBytes = 8
            $0.headBytes = 64
        }
        let data = String(repeating: "0123456789\n", count: 10)
        #expect(Reading.atEveryCut(of: "\(chunked)6e\r\n\(data)\r\n0\r\n\r\n", limits: limits) == [read(data)])
    }

    @Test func bytesAndNumberOfTrailers() {
        let limits = limits {
            $0.headBytes = 64
            $0.headerFields = 3
        }
        func trailer(_ bytes: Int) -> String { "A: \(String(repeating: "x", count: bytes - 5))\r\n" }
        let last = "\(chunked)0\r\n"
        #expect(Reading.atEveryCut(of: "\(last)\(trailer(31))\(trailer(31))\r\n", limits: limits) == [read("")])
        #expect(Reading.atEveryCut(of: "\(last)\(trailer(31))\(trailer(32))\r\n", limits: limits) == [longHead])
        let three = String(repeating: trailer(8), count: 3)
        #expect(Reading(of: "\(last)\(three)\r\n", limits: limits) == read(""))
        #expect(
            Reading(of: "\(last)\(three)\(trailer(8))\r\n", limits: limits)
                == .refused(.requestHeaderFieldsTooLarge, "there are more than 3 header fields")
        )
    }
}

import HTTP
import Testing

/// A client that sends `Expect: 100-continue` holds its body back until it is told to send it.
@Suite struct HTTP1ExpectTests {
    private let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n"

    private func read(_ pieces: String..., limits: Limits = .standard) -> Reading {
        Reading(of: pieces.map(\.utf8), limits: limits)
    }

    private func reading(continues: Int) -> Reading {
        Reading(messages: [.init(method: "POST", body: "body", fieldCount: 3)], continues: continues)
    }

    @Test func theBodyIsAskedForOnce() {
        #expect(read(head, "bo", "dy") == reading(continues: 1))
    }

    @Test func theBodyIsAskedForBeforeItIsWaitedFor() throws {
        var parser = HTTP1Parser()
        Array(head.utf8).withUnsafeBytes { parser.receive($0) }
        guard case .expectsContinue = try parser.next(), case .incomplete = try parser.next() else {
            Issue.record("the body was not asked for, or more than once")
            return
        }
        #expect(parser.phase == .body)
    }

    @Test func aBodyThatHasBegunIsNotAskedFor() {
        #expect(read(head + "b", "ody") == reading(continues: 0))
        #expect(read(head + "body") == reading(continues: 0))
    }

    @Test func aChunkedBodyIsAskedForToo() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nexpect: 100-Continue\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(read(head, "4\r\nbody\r\n0\r\n\r\n") == reading(continues: 1))
    }

    @Test func eachRequestAsksForItself() {
        let twice = read(head, "body", head, "body")
        #expect(twice.messages.count == 2)
        #expect(twice.continues == 2)
        #expect(read(head, "body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n", "body").continues == 1)
    }

    /// HTTP/1.0 has no interim answers: the client would take one for the answer.
    @Test func anHTTP10ClientIsNotTold() {
        #expect(
            read("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\n", "body")
                == Reading(messages: [.init(method: "POST", body: "body", closes: true, fields: [:], fieldCount: 2)])
        )
    }

    @Test func aBodyThatWillBeRefusedIsNotAskedFor() {
        var limits = Limits()
        limits.bodyBytes = 3
        #expect(read(head, limits: limits) == .refused(.contentTooLarge, "the body is longer than 3 bytes"))
    }
}

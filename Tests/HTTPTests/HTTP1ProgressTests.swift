import HTTP
import Testing

/// What the parser says about a request under way, by which the server bounds time and memory.
@Suite struct HTTP1ProgressTests {
    struct Point: Sendable {
        let piece: String
        let phase: HTTP1Parser.Phase
        let bytesClaimed: Int

        init(_ piece: String, _ phase: HTTP1Parser.Phase, _ bytesClaimed: Int) {
            self.piece = piece
            self.phase = phase
            self.bytesClaimed = bytesClaimed
        }
    }

    @Test(arguments: [
        [
            Point("", .idle, 0), Point("P", .head, 0), Point("OST / HTTP/1.1\r\n", .head, 0),
            Point("Host: a\r\nContent-Length: 10\r\n", .head, 0),
            // What a client announces costs nothing before it comes.
            Point("\r\n", .body, 0), Point("012", .body, 0), Point("34", .body, 2), Point("56789", .idle, 0),
            Point("\r\n", .idle, 0), Point("\r", .head, 0), Point("\n", .idle, 0), Point("GET", .head, 0),
        ],
        [
            Point("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n", .body, 0),
            Point("8\r\n0123", .body, 1), Point("4567", .body, 5), Point("\r\n2\r\n89\r\n", .body, 7),
            Point("0\r\n", .body, 7), Point("A: b\r\n", .body, 7), Point("\r\n", .idle, 0),
        ],
    ])
    func phaseAndClaimBehindEachPiece(_ points: [Point]) throws {
        var limits = Limits()
        limits.freeBodyBytes = 3
        var parser = HTTP1Parser(limits: limits)
        for point in points {
            Array(point.piece.utf8).withUnsafeBytes { parser.receive($0) }
            while case .request = try parser.next() {}
            #expect(parser.phase == point.phase, "behind \(point.piece.debugDescription)")
            #expect(parser.bytesClaimed == point.bytesClaimed, "behind \(point.piece.debugDescription)")
        }
    }

    @Test func aRequestThatWaitsBehindAnotherIsAHead() throws {
        var parser = HTTP1Parser()
        Array("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
            .withUnsafeBytes { parser.receive($0) }
        #expect(parser.phase == .head)
        _ = try parser.next()
        #expect(parser.phase == .head)
        _ = try parser.next()
        #expect(parser.phase == .idle)
    }
}

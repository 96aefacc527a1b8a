import Testing

@testable import Transport

/// What stands in the place of TLS where there is none.
@Suite struct PlainSessionTests {
    @Test func whatComesIsReadInItsOrder() {
        let session = PlainSession()
        for piece in ["abc", "", "defgh"] {
            Array(piece.utf8).withUnsafeBytes { session.receive($0) }
        }
        #expect(read(session, atMost: 4) == ["abcd", "efgh"])
        Array("ij".utf8).withUnsafeBytes { session.receive($0) }
        #expect(read(session, atMost: 4) == ["ij"])
    }

    @Test(arguments: [1, 3, 7, 100])
    func whatIsSaidIsSentAsTheSocketTakesIt(taken: Int) {
        let session = PlainSession()
        var sent: [UInt8] = []
        var said: [UInt8] = []
        for round in 0..<20 {
            let bytes = (0..<13).map { UInt8(round * 10 + $0 % 10) }
            said += bytes
            bytes.withUnsafeBytes { session.write($0) }
            sendOnce(session, taken, &sent)
            #expect(session.unsentCount == said.count - sent.count)
        }
        while session.unsentCount > 0 {
            sendOnce(session, taken, &sent)
        }
        #expect(sent == said)
        session.sendBytes { _ in
            Issue.record("nothing waits")
            return 0
        }
    }

    private func sendOnce(_ session: PlainSession, _ limit: Int, _ sent: inout [UInt8]) {
        session.sendBytes { bytes in
            sent += bytes.prefix(limit)
            return min(limit, bytes.count)
        }
    }

    /// All that can be read, in pieces.
    private func read(_ session: PlainSession, atMost limit: Int) -> [String] {
        var pieces: [String] = []
        var buffer = [UInt8](repeating: 0, count: limit)
        while case let count = buffer.withUnsafeMutableBytes({ session.read(into: $0) }), count > 0 {
            pieces.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
        return pieces
    }
}

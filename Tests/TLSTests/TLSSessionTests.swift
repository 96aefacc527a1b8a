import COpenSSL
import TLS
import Testing

/// What goes through a connection whose two sides behave.
@Suite struct TLSSessionTests {
    private let context: TLSContext
    private let text = Array("from one side to the other".utf8)

    init() throws {
        context = try DevelopmentContext.standard
    }

    /// A connection whose handshake is over.
    private func connect(_ client: TLSClient.Settings = .init()) throws -> TLSConnection {
        let connection = try TLSConnection(context, client)
        let outcome = connection.shakeHands()
        try #require(outcome.server == .complete(.http1) && outcome.client == .complete)
        return connection
    }

    @Test(arguments: [1, 7])
    func ciphertextMayComeInAnyPieces(_ pieceSize: Int) throws {
        let connection = try TLSConnection(context)
        #expect(connection.shakeHands(pieceSize: pieceSize).server == .complete(.http1))
        try connection.client.write(text)
        let record = connection.client.takeOutput()
        for start in stride(from: 0, to: record.count, by: pieceSize) {
            #expect(connection.read() == ([], .incomplete))
            connection.receive(record[start...].prefix(pieceSize))
        }
        #expect(connection.read() == (text, .incomplete))
    }

    /// The rest of a record stays until it is asked for.
    @Test func plaintextMayBeTakenInAnyPieces() throws {
        let connection = try connect()
        for _ in 0..<3 {
            try connection.client.write(text)
        }
        connection.receive(connection.client.takeOutput())
        #expect(connection.read(bufferSize: 4) == (text + text + text, .incomplete))
    }

    @Test func aLargeAnswerIsSplitIntoRecords() throws {
        let connection = try connect()
        let answer = (0..<20_000).map { UInt8(truncatingIfNeeded: $0) }
        try connection.write(answer)
        let ciphertext = connection.takeServerOutput()
        // Each holds 4096 bytes, one that says what they are, and 16 that vouch for them (RFC 8446 §5.2).
        #expect(recordLengths(ciphertext) == [4113, 4113, 4113, 4113, 20_000 - 4 * 4096 + 17])
        connection.client.receive(ciphertext)
        #expect(connection.client.read() == (answer, .incomplete))
    }

    private func recordLengths(_ ciphertext: [UInt8]) -> [Int] {
        var lengths: [Int] = []
        var rest = ciphertext[...]
        while rest.count >= 5 {
            let header = Array(rest.prefix(5))
            lengths.append(Int(header[3]) << 8 | Int(header[4]))
            rest = rest.dropFirst(5 + (lengths.last ?? 0))
        }
        return lengths
    }

    @Test func nothingToWriteIsNoRecord() throws {
        let connection = try connect()
        try connection.write([])
        #expect(connection.server.unsentCount == 0)
    }

    @Test func whatTheSocketDoesNotTakeStays() throws {
        let connection = try connect()
        #expect(connection.server.unsentCount == 0)
        connection.server.sendCiphertext { _ in
            Issue.record("there is nothing to be sent")
            return 0
        }
        try connection.write(text)
        let count = connection.server.unsentCount
        #expect(count == 5 + text.count + 17)
        var sent: [UInt8] = []
        for taken in [0, 3, 1] {
            connection.server.sendCiphertext {
                #expect($0.count == count - sent.count)
                sent += $0.prefix(taken)
                return taken
            }
        }
        #expect(connection.server.unsentCount == count - 4)
        // More is written behind what waits.
        try connection.write(text)
        #expect(connection.server.unsentCount == 2 * count - 4)
        sent += connection.takeServerOutput()
        #expect(connection.server.unsentCount == 0)
        connection.client.receive(sent)
        #expect(connection.client.read() == (text + text, .incomplete))

        try connection.write(text)
        #expect(connection.server.unsentCount == count)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == (text, .incomplete))
    }

    /// A connection that lives for days must not keep what it has sent.
    @Test func whatIsSentMakesRoomForWhatFollows() throws {
        let connection = try connect()
        var places: Set<UnsafeRawPointer?> = []
        for _ in 0..<100 {
            try connection.write(text)
            connection.server.sendCiphertext {
                places.insert($0.baseAddress)
                return $0.count
            }
        }
        #expect(places.count == 1)
    }

    /// The last flight of a handshake may bring the first request with it.
    @Test func whatFollowsTheHandshakeInOnePieceIsRead() throws {
        let connection = try TLSConnection(context)
        #expect(connection.client.handshake() == .incomplete)
        connection.receive(connection.client.takeOutput())
        #expect(connection.handshake() == .incomplete)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.handshake() == .complete)
        try connection.client.write(text)
        connection.receive(connection.client.takeOutput())
        #expect(connection.handshake() == .complete(.http1))
        #expect(connection.read() == (text, .incomplete))
    }

    @Test func manyRecordsMayComeAtOnce() throws {
        let connection = try connect()
        let request = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        try connection.client.write(request)
        connection.receive(connection.client.takeOutput())
        #expect(connection.read() == (request, .incomplete))
    }

    @Test func aClientMayChangeItsKeys() throws {
        let connection = try connect()
        try connection.client.updateKeys()
        try connection.client.write(text)
        connection.receive(connection.client.takeOutput())
        #expect(connection.read() == (text, .incomplete))
        try connection.write(text)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == (text, .incomplete))
    }
}

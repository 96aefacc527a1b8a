import COpenSSL
import TLS
import Testing

/// How a connection ends, in order and otherwise, and what it refuses on the way.
@Suite struct TLSFailureTests {
    private let context: TLSContext
    private let text = Array("from one side to the other".utf8)

    init() throws {
        context = try DevelopmentContext.standard
    }

    /// A connection whose handshake is over.
    private func connect(_ version: CInt = TLS1_3_VERSION) throws -> TLSConnection {
        let connection = try TLSConnection(context, .init(maximumVersion: version))
        let outcome = connection.shakeHands()
        try #require(outcome.server == .complete(.http1) && outcome.client == .complete)
        return connection
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func theServerSaysThatItSendsNoMore(_ version: CInt) throws {
        let connection = try connect(version)
        try connection.write(text)
        connection.server.close()
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == (text, .closed))
        let error = #expect(throws: TLSError.self) { try connection.write(text) }
        #expect(error?.description == "cannot write to the TLS connection: protocol is shutdown")
        // It is said once.
        connection.server.close()
        #expect(connection.server.unsentCount == 0)
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func theClientSaysThatItSendsNoMore(_ version: CInt) throws {
        let connection = try connect(version)
        try connection.client.write(text)
        connection.client.close()
        connection.receive(connection.client.takeOutput())
        #expect(connection.read() == (text, .closed))
        // What it has asked for, it still gets.
        try connection.write(text)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read().bytes == text)
    }

    /// The socket knows that the client has gone; a session is only told what came before.
    @Test func aClientThatGoesWithoutAWordLeavesNothingBehind() throws {
        let connection = try connect()
        try connection.client.write(text)
        connection.receive(connection.client.takeOutput().dropLast())
        #expect(connection.read() == ([], .incomplete))
        connection.server.close()
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == ([], .closed))
    }

    @Test func beforeTheEndOfTheHandshakeThereIsNothingToClose() throws {
        let connection = try TLSConnection(context)
        connection.server.close()
        #expect(connection.server.unsentCount == 0)
        #expect(connection.handshake() == .incomplete)
        #expect(connection.shakeHands().server == .complete(.http1))
    }

    @Test func aRecordThatWasTamperedWithEndsTheConnection() throws {
        let connection = try connect()
        try connection.client.write(text)
        var record = connection.client.takeOutput()
        record[10] ^= 1
        connection.receive(record)
        #expect(
            connection.read()
                == ([], .failed("cannot read from the TLS connection: decryption failed or bad record mac"))
        )
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == ([], .failed(["sslv3 alert bad record mac"])))
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\n\r\n", "http request"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "wrong version number"),
        ("SSH-2.0-OpenSSH_9.2\r\n", "wrong version number"),
        ("\0\0\0\0\0\0\0\0\0\0\0", "wrong version number"),
        ("\u{16}\u{3}\u{1}\0\u{5}hello", "unexpected message"),
    ])
    func whoeverSpeaksNoTLSIsRefused(_ text: String, _ reason: String) throws {
        let connection = try TLSConnection(context)
        connection.receive(Array(text.utf8))
        #expect(connection.handshake() == .failed("cannot complete the TLS handshake: \(reason)"))
    }

    /// What is wrong stands in an alert for a client that speaks TLS.
    @Test func aRefusalIsAnAlert() throws {
        let connection = try TLSConnection(context)
        connection.receive(Array("\u{16}\u{3}\u{1}\0\u{5}hello".utf8))
        _ = connection.handshake()
        // A record of TLS 1.2 with two bytes: fatal, unexpected_message (RFC 5246 §7.2).
        #expect(connection.takeServerOutput() == [21, 3, 3, 0, 2, 2, 10])
    }

    /// Renegotiation lets a client make the server work for nothing (CVE-2011-1473).
    @Test func renegotiationIsRefused() throws {
        let connection = try connect(TLS1_2_VERSION)
        try connection.client.renegotiate()
        connection.receive(connection.client.takeOutput())
        #expect(connection.read() == ([], .incomplete))
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == ([], .failed(["no renegotiation"])))
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func noSessionCanBeResumed(_ version: CInt) throws {
        let connection = try connect(version)
        // Tickets of TLS 1.3 would come behind the handshake.
        try connection.write(text)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read().bytes == text)
        #expect(!connection.client.isResumable)
    }

    /// OpenSSL's queue of errors belongs to the thread, and a stale one makes "not yet" look like a failure.
    @Test func anErrorThatSomebodyLeftBehindIsNotTheConnections() throws {
        let connection = try TLSConnection(context)
        func leaveError() throws {
            try #require(BIO_new_file("/missing", "r") == nil && ERR_peek_error() != 0)
        }
        try leaveError()
        #expect(connection.handshake() == .incomplete)
        #expect(connection.shakeHands().server == .complete(.http1))
        try leaveError()
        #expect(connection.read() == ([], .incomplete))
        try leaveError()
        try connection.write(text)
        connection.server.close()
        #expect(ERR_peek_error() == 0)
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == (text, .closed))
    }
}

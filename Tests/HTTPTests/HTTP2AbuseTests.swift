import HTTP
import Testing

/// Clients that wear the server out, or speak no HTTP/2 at all, lose their connection.
@Suite struct HTTP2AbuseTests {
    private let start = HTTP2Frame.preface + HTTP2Frame.settings.bytes

    /// A connection that has exchanged its settings and said what it has to.
    private func connect(_ set: (inout Limits) -> Void = { _ in }) throws -> HTTP2Connection {
        var limits = Limits()
        set(&limits)
        let connection = try HTTP2Connection(limits: limits)
        try connection.receive(start + HTTP2Frame.settingsAcknowledged.bytes)
        _ = try connection.serverOutput()
        return connection
    }

    /// A violation that nghttp2 tells the client of, in a last frame.
    private func expectTermination(
        _ connection: HTTP2Connection,
        code: UInt32,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let end = try #require(HTTP2Frame.all(in: connection.serverOutput()).last, sourceLocation: sourceLocation)
        // A GOAWAY: the last stream, the code, perhaps a word for people.
        #expect(end.type == 7 && end.payload.count >= 8, sourceLocation: sourceLocation)
        #expect(end.payload.dropFirst(4).prefix(4) == HTTP2Frame.bigEndian(code)[...], sourceLocation: sourceLocation)
        #expect(connection.server.hasBeenTerminated, sourceLocation: sourceLocation)
        #expect(connection.server.isFinished, sourceLocation: sourceLocation)
    }

    /// A violation on which nghttp2 gives up: nothing more is said, and nothing more can be asked of it.
    private func expectCollapse(
        _ connection: HTTP2Connection,
        _ bytes: [UInt8],
        _ description: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let fault = try #require(throws: HTTP2Fault.self, sourceLocation: sourceLocation) {
            try connection.receive(bytes)
        }
        #expect(fault.description == description, sourceLocation: sourceLocation)
        #expect(connection.server.hasBeenTerminated, sourceLocation: sourceLocation)
        #expect(connection.server.isFinished, sourceLocation: sourceLocation)
        for stream in connection.server.incompleteStreams {
            connection.respond(Response(.ok), to: stream)
        }
        connection.server.shutDown()
        #expect(throws: fault, sourceLocation: sourceLocation) { try connection.serverOutput() }
        #expect(throws: fault, sourceLocation: sourceLocation) { try connection.receive(HTTP2Frame.ping.bytes) }
    }

    @Test func streamsBeyondALimitThatTheClientDoesNotKnowYetAreRefused() throws {
        var limits = Limits()
        limits.concurrentStreams = 2
        let connection = try HTTP2Connection(limits: limits)
        let streams = try (0..<4).map { _ in try connection.client.request() }
        try connection.exchange { _ in nil }
        #expect(connection.requests.map(\.stream) == Array(streams[..<2]))
        // REFUSED_STREAM: nothing was done for it.
        #expect(streams.map { connection.client.answers[$0]?.closeCode } == [nil, nil, 7, 7])
        #expect(!connection.server.hasBeenTerminated)
    }

    @Test func aStreamBeyondALimitThatTheClientKnowsEndsTheConnection() throws {
        let connection = try connect { $0.concurrentStreams = 2 }
        try connection.receive(HTTP2Frame.headers(1).bytes + HTTP2Frame.headers(3).bytes)
        #expect(connection.requests.count == 2)
        #expect(!connection.server.isFinished)
        try connection.receive(HTTP2Frame.headers(5).bytes)
        try expectTermination(connection, code: 1)
    }

    /// CVE-2023-44487.
    @Test func rapidResetsEndTheConnection() throws {
        let connection = try connect()
        func resets(_ numbers: Range<UInt32>) -> [UInt8] {
            numbers.flatMap { HTTP2Frame.headers(2 * $0 + 1).bytes + HTTP2Frame.reset(2 * $0 + 1, code: 8).bytes }
        }
        try connection.receive(resets(0..<100))
        #expect(try connection.serverOutput().isEmpty)
        #expect(!connection.server.isFinished)
        // Far more than the limiter lets through in the seconds that a slow machine may take for them.
        try connection.receive(resets(100..<1000))
        try expectTermination(connection, code: 2)
        #expect(connection.requests.isEmpty)
    }

    private func head(continuations: Int) -> [UInt8] {
        let rest = (1...continuations).map {
            HTTP2Frame.continuation(1, flags: $0 == continuations ? HTTP2Frame.endHeaders : 0)
        }
        return ([.headers(1, flags: HTTP2Frame.endStream)] + rest).flatMap(\.bytes)
    }

    /// CVE-2024-27316.
    @Test(arguments: [3, Limits.standard.continuations])
    func continuationsEndTheConnection(beyond limit: Int) throws {
        let connection = try connect { $0.continuations = limit }
        try connection.receive(head(continuations: limit))
        #expect(connection.requests.map(\.request.target) == ["/"])
        try expectCollapse(
            connect { $0.continuations = limit },
            head(continuations: limit + 1),
            "HTTP/2: Too many CONTINUATION frames following a HEADER frame"
        )
    }

    /// A thousand answers to such frames may wait, which is what nghttp2 keeps (CVE-2019-9512, CVE-2019-9515).
    @Test(arguments: [HTTP2Frame.ping, .settings])
    func framesThatWantAnAnswerAreNotPiledUp(_ frame: HTTP2Frame) throws {
        let connection = try connect()
        let thousand = [HTTP2Frame](repeating: frame, count: 1000).flatMap(\.bytes)
        for _ in 0..<3 {
            try connection.receive(thousand)
            #expect(HTTP2Frame.all(in: try connection.serverOutput()).count == 1000)
        }
        try expectCollapse(
            connection,
            thousand + frame.bytes,
            "HTTP/2: Flooding was detected in this HTTP/2 session, and it must be closed"
        )
    }

    @Test(arguments: ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r", "\u{16}\u{3}\u{1}"])
    func whoeverSpeaksNoHTTP2LosesTheConnection(_ text: String) throws {
        try expectCollapse(HTTP2Connection(), Array(text.utf8), "HTTP/2: Received bad client magic byte string")
    }

    @Test(
        arguments: [
            ("no SETTINGS first", HTTP2Frame.headers(1), 1),
            ("SETTINGS of half an entry", HTTP2Frame(type: 4, payload: [0, 3, 0]), 6),
        ] as [(String, HTTP2Frame, UInt32)]
    )
    func aConnectionThatBeginsWrongIsEnded(
        _ name: String,
        _ frame: HTTP2Frame,
        _ code: UInt32
    ) throws {
        let connection = try HTTP2Connection()
        try connection.receive(HTTP2Frame.preface + frame.bytes)
        try expectTermination(connection, code: code)
    }

    @Test(
        arguments: [
            ("DATA on the connection", .data(0, [1]), 1),
            ("DATA on a stream that is not open", .data(5, [1]), 1),
            ("HEADERS on a stream of the server's", .headers(2), 1),
            ("a window that grows by nothing", HTTP2Frame(type: 8, payload: [0, 0, 0, 0]), 1),
            ("a window beyond 2 GiB", HTTP2Frame(type: 8, payload: [0x7F, 0xFF, 0xFF, 0xFF]), 3),
            ("a frame beyond 16 KiB", HTTP2Frame(type: 0, stream: 1, payload: [UInt8](repeating: 0, count: 16_385)), 6),
            ("a PING of seven bytes", HTTP2Frame(type: 6, payload: [1, 2, 3, 4, 5, 6, 7]), 6),
            ("CONTINUATION of nothing", .continuation(1), 1),
            ("HPACK that leads nowhere", .headers(1, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]), 9),
        ] as [(String, HTTP2Frame, UInt32)]
    )
    func aViolationEndsTheConnection(_ name: String, _ frame: HTTP2Frame, _ code: UInt32) throws {
        let connection = try connect()
        try connection.receive(frame.bytes)
        try expectTermination(connection, code: code)
        #expect(connection.requests.isEmpty)
    }
}

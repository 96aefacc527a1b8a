import HTTP
import Testing

@Suite struct HTTP2SessionTests {
    private let noError: UInt32 = 0

    @Test(arguments: [1, 9, 16 << 10])
    func aRequestAndItsAnswer(inPiecesOf pieceSize: Int) throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request(
            "POST",
            "/validate?timeout=10s",
            fields: [("content-type", "application/json"), ("x-test", "b")],
            body: Array("{\"a\":1}".utf8)
        )
        let response = Response(
            .serviceUnavailable,
            contentType: "text/plain",
            body: Array("wait\n".utf8),
            retryAfter: 7,
            allow: "POST"
        )
        try connection.exchange(pieceSize: pieceSize) { _ in response }

        let asked = try #require(connection.requests.first)
        #expect(connection.requests.count == 1)
        #expect(asked.stream == stream)
        #expect(asked.fault == nil)
        #expect(asked.request.method == "POST")
        #expect(asked.request.target == "/validate?timeout=10s")
        #expect(asked.request.fields.count == 2)
        #expect(asked.request.fields["content-type"] == "application/json")
        #expect(asked.request.fields["x-test"] == "b")
        #expect(asked.request.body == Array("{\"a\":1}".utf8))
        #expect(
            connection.client.answers[stream]
                == .init(
                    fields: [
                        ":status": "503", "date": "Sun, 06 Nov 1994 08:49:37 GMT", "content-type": "text/plain",
                        "content-length": "5", "retry-after": "7", "allow": "POST",
                    ],
                    body: Array("wait\n".utf8),
                    closeCode: noError
                )
        )
        #expect(connection.server.isIdle)
        #expect(!connection.server.isFinished)
        #expect(connection.server.bytesClaimed == 0)
    }

    @Test func anEmptyAnswerEndsWithItsFields() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request()
        try connection.exchange()
        #expect(
            connection.client.answers[stream]
                == .init(
                    fields: [":status": "200", "date": "Sun, 06 Nov 1994 08:49:37 GMT", "content-length": "0"],
                    closeCode: noError
                )
        )
    }

    @Test func theAnswerToHEADHasNoBody() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("HEAD", "/readyz")
        try connection.exchange { _ in .text(.ok, "ready") }
        let answer = try #require(connection.client.answers[stream])
        #expect(answer.fields["content-length"] == "6")
        #expect(answer.body.isEmpty)
        #expect(answer.closeCode == noError)
    }

    @Test func streamsAreAnsweredInAnyOrder() throws {
        let connection = try HTTP2Connection()
        let streams = try (0..<50).map { try connection.client.request("POST", "/\($0)", body: [UInt8($0)]) }
        try connection.exchange { _ in nil }
        #expect(connection.requests.map(\.request.target) == (0..<50).map { "/\($0)" })
        let heads = (0..<50).map { HTTP2Connection.headBytes(path: "/\($0)") }
        #expect(connection.server.bytesClaimed == heads.reduce(50, +))
        #expect(Set(connection.server.incompleteStreams) == Set(streams))

        for asked in connection.requests.reversed() {
            connection.respond(Response(.ok, body: asked.request.body), to: asked.stream)
        }
        try connection.exchange()
        #expect(streams.map { connection.client.answers[$0]?.body } == (0..<50).map { [UInt8($0)] })
        #expect(connection.server.incompleteStreams.isEmpty)
        #expect(connection.server.isIdle)
        #expect(connection.server.bytesClaimed == 0)
    }

    @Test func aStreamCanBeUsedAfterAnotherIsAnswered() throws {
        let connection = try HTTP2Connection()
        for number in 0..<300 {
            let stream = try connection.client.request("GET", "/\(number)")
            try connection.exchange { .text(.ok, $0.request.target) }
            #expect(connection.client.answers[stream]?.body == Array("/\(number)\n".utf8))
        }
    }

    /// From the first byte of the request to its last.
    @Test func theAgeOfARequest() throws {
        let connection = try HTTP2Connection()
        _ = try connection.client.request("POST", "/", body: Array("body".utf8))
        let bytes = try connection.client.takeOutput()
        try connection.receive(bytes.dropLast())
        #expect(connection.requests.isEmpty)
        connection.now += .milliseconds(1500)
        try connection.receive(bytes.suffix(1))
        #expect(connection.requests.map(\.request.age) == [.milliseconds(1500)])
    }

    /// Trailers end a request as its last data would, and nobody wants them.
    @Test func aRequestMayEndInTrailers() throws {
        let connection = try HTTP2Connection()
        let trailer: [UInt8] = [0, 1, UInt8(ascii: "t"), 1, UInt8(ascii: "v")]
        let frames: [HTTP2Frame] = [
            .settings, .headers(1, flags: HTTP2Frame.endHeaders), .data(1, Array("body".utf8)), .headers(1, trailer),
        ]
        try connection.receive(HTTP2Frame.preface + frames.flatMap(\.bytes))
        let request = try #require(connection.requests.first?.request)
        #expect(request.body == Array("body".utf8))
        #expect(request.fields.count == 0)
    }

    /// A limit that was set is one that the client is told.
    @Test func theServerSaysWhatItAllows() throws {
        var limits = Limits()
        limits.concurrentStreams = 3
        limits.streamWindow = 70_000
        limits.connectionWindow = 100_000
        limits.headBytes = 5000
        let frames = HTTP2Frame.all(in: try HTTP2Connection(limits: limits).serverOutput())
        #expect(
            frames == [
                HTTP2Frame(type: 4, payload: [0, 3, 0, 0, 0, 3, 0, 4, 0, 1, 0x11, 0x70, 0, 6, 0, 0, 0x13, 0x88]),
                // What is allowed beyond the 65,535 bytes that every connection begins with.
                HTTP2Frame(type: 8, payload: [0, 0, 0x86, 0xA1]),
            ]
        )
    }

    @Test func aSessionMayGoWhileStreamsAreOpen() throws {
        var connection: HTTP2Connection? = try HTTP2Connection(client: .init(window: 1))
        for number in 0..<10 {
            _ = try connection?.client.request("POST", "/", body: [1, 2, 3], isWhole: number < 5)
        }
        // Some are not whole, some not answered, some answers wait for the client's window.
        try connection?.exchange { $0.stream < 5 ? .text(.ok, "ready") : nil }
        weak let server = connection?.server
        #expect(server?.isIdle == false)
        connection = nil
        #expect(server == nil)
    }
}

import Glibc
import HTTP
import Testing

/// Clients that take their time. Each limit is short here, and the others are as long as usual.
@Suite struct TimeLimitTests {
    private let short = Duration.milliseconds(300)

    @Test(arguments: [0, 1, 100])
    func aHandshakeMustEnd(bytes: Int) throws {
        let server = try TestServer { $0.handshakeTime = short }
        let start = ContinuousClock.now
        let tls = try server.tls()
        try tls.socket.send(Array(tls.hello().prefix(bytes)))
        #expect(try tls.socket.receive() == [])
        #expect(ContinuousClock.now - start >= short)
        server.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1, "timeouts": 1])
        #expect(server.handshakeFailures == ["timeout": 1])
    }

    /// What the server says in between gives nobody more time.
    @Test func aHandshakeThatBeginsLateMustEndAllTheSame() throws {
        let server = try TestServer { $0.handshakeTime = .seconds(2) }
        let start = ContinuousClock.now
        let tls = try server.tls()
        let hello = tls.hello()
        #expect(!tls.socket.isReadable(within: 1500))
        try tls.socket.send(hello)
        while try !tls.socket.receive().isEmpty {}
        let time = ContinuousClock.now - start
        // Counted from the server's flight it would have been three and a half seconds.
        #expect(time >= .seconds(2) && time < .milliseconds(3300))
        server.expectCounts(["connectionsAccepted": 1, "handshakesFailed": 1, "timeouts": 1])
    }

    @Test(arguments: ["G", "GET / HTTP/1.1", "GET / HTTP/1.1\r\nHost: test\r\n"])
    func aHeadMustEnd(begun: String) throws {
        let server = try TestServer { $0.headTime = short }
        try expectTimeout(server, after: begun)
    }

    @Test(arguments: [
        "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 10\r\n\r\n123456789",
        "POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    ])
    func aBodyMustEnd(begun: String) throws {
        let server = try TestServer { $0.bodyTime = short }
        try expectTimeout(server, after: begun)
    }

    /// A request that begins on a connection which has been used is measured like the first.
    private func expectTimeout(_ server: TestServer, after begun: String) throws {
        let client = try server.connect()
        _ = try client.get("/")
        let start = ContinuousClock.now
        try client.send(begun)
        let answer = try client.answer()
        #expect(ContinuousClock.now - start >= short)
        #expect(answer.status == 408)
        #expect(
            answer.fields == [
                "Content-Type: text/plain; charset=utf-8", "Content-Length: 39", "Connection: close",
            ]
        )
        #expect(answer.body == "the request did not come whole in time\n")
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "requests": 1, "timeouts": 1])
    }

    /// A slow loris: something comes all the time, but never the end.
    @Test(arguments: [
        ("GET / HTTP/1.1\r\nA: ", "head"), ("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 99999\r\n\r\n", "body"),
    ])
    func whoSendsByteByByteGetsNoMoreTime(begun: String, phase: String) throws {
        let server = try TestServer {
            $0.headTime = phase == "head" ? short : .seconds(60)
            $0.bodyTime = phase == "body" ? short : .seconds(60)
        }
        let client = try server.connect()
        try client.send(begun)
        let deadline = ContinuousClock.now + .seconds(8)
        while !client.tls.socket.isReadable(within: 20), ContinuousClock.now < deadline {
            try client.send("x")
        }
        #expect(ContinuousClock.now < deadline)
        #expect(try client.answer().status == 408)
        #expect(try client.rest() == "")
    }

    @Test func aConnectionThatIsNotUsedIsClosedWithoutAWord() throws {
        let server = try TestServer { $0.idleTime = short }
        let start = ContinuousClock.now
        let (unused, used) = (try server.connect(), try server.connect())
        #expect(try used.get("/").status == 200)
        #expect(try unused.rest() == "")
        #expect(try used.rest() == "")
        #expect(ContinuousClock.now - start >= short)
        server.expectCounts(["connectionsAccepted": 2, "requests": 1])
    }

    @Test func aConnectionThatIsUsedStaysOpen() throws {
        let server = try TestServer { $0.idleTime = .milliseconds(1500) }
        let (client, http2) = (try server.connect(), try server.connectHTTP2())
        // Longer than the limit in all, with pauses far shorter.
        for number in 1...9 {
            #expect(try client.get("/").status == 200)
            let stream = UInt32(2 * number + 1)
            try http2.send(.request("GET", "/", stream: stream, ends: true))
            #expect(try http2.answer(on: stream).status == 200)
            #expect(!client.tls.socket.isReadable(within: 250))
        }
    }

    /// Neither the pause before a request nor its head is taken off the time for what follows.
    @Test func eachPartOfARequestHasItsOwnTime() throws {
        let server = try TestServer {
            $0.headTime = .seconds(1)
            $0.bodyTime = .seconds(1)
        }
        let client = try server.connect()
        #expect(!client.tls.socket.isReadable(within: 1300))
        try client.send("POST /echo HTTP/1.1\r\n")
        #expect(!client.tls.socket.isReadable(within: 300))
        try client.send("Host: test\r\nContent-Length: 4\r\n\r\nab")
        #expect(!client.tls.socket.isReadable(within: 300))
        try client.send("cd")
        #expect(try client.answer().body == "abcd")
    }

    @Test(arguments: ["keep-alive", "close"])
    func whoDoesNotTakeAnAnswerIsCutOff(connection: String) throws {
        let server = try TestServer { $0.writeTime = short }
        let client = try server.connect(receiveBuffer: 4096)
        // More than the kernel takes for a reader that does not read.
        try client.send(.get("/bytes?count=20000000", "Connection: \(connection)"))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1, "timeouts": 1])
        #expect(throws: ClientFailure.self) { try client.answer() }
        #expect(try server.connect().get("/").status == 200)
    }

    /// The short time that a client has for closing its side begins when it has the answer.
    @Test func whoTakesTheLastAnswerLateGetsItWhole() throws {
        let server = try TestServer { $0.lingerTime = short }
        let client = try server.connect(receiveBuffer: 4096)
        try client.send(.get("/bytes?count=20000000", "Connection: close"))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
        // The client's pace: three times what it would have.
        usleep(900_000)
        #expect(try client.answer().body.utf8.count == 20_000_000)
        #expect(try client.rest() == "")
    }

    @Test func whoTakesAnAnswerSlowlyIsNot() throws {
        let server = try TestServer { $0.writeTime = .milliseconds(1500) }
        let client = try server.connect()
        try client.send(.get("/bytes?count=24000000", "Connection: close"))
        let start = ContinuousClock.now
        var taken = 0
        while case let bytes = try client.tls.socket.receive(limit: 2 << 20), !bytes.isEmpty {
            taken += bytes.count
            // The client's pace: about twelve pauses, longer than the limit in all.
            usleep(150_000)
        }
        #expect(taken > 24_000_000)
        #expect(ContinuousClock.now - start > .milliseconds(1500))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
    }

    @Test func aClientThatDoesNotCloseItsSideIsWaitedForForAWhile() throws {
        let server = try TestServer { $0.lingerTime = short }
        let client = try server.connect()
        try client.send(.get("/", "Connection: close"))
        let start = ContinuousClock.now
        #expect(try client.answer().status == 200)
        #expect(try client.rest() == "")
        // As long as the server throws away what comes, nothing fails; then the kernel answers with a reset.
        #expect(throws: ClientFailure.reset) {
            while ContinuousClock.now - start < .seconds(8) {
                try client.tls.socket.send([0])
                usleep(10_000)
            }
        }
        #expect(ContinuousClock.now - start >= short)
    }
}

import Glibc
import HTTP
import TestSupport
import Testing
import Transport

/// A server without TLS: the same loops, connections and limits.
@Suite struct PlainTests {
    private let short = Duration.milliseconds(300)

    @Test func manyRequestsShareAConnection() throws {
        let server = try TestServer(plain: 1)
        let client = try server.connectPlain()
        for number in 1...20 {
            let answer = try client.get("/\(number)")
            #expect(answer.fields == ["Content-Type: text/plain", "Content-Length: \(answer.body.count)"])
            #expect(answer.body == "GET /\(number) 0")
        }
        server.expectCounts(["connectionsAccepted": 1, "requests": 20])
    }

    @Test func pipelinedRequestsAreAnsweredInTheirOrder() throws {
        let client = try TestServer(plain: 1).connectPlain()
        try client.send(.get("/1") + .post("/echo", length: 3) + "two" + .get("/bytes?count=70000") + .get("/4"))
        let bodies = try (1...4).map { _ in try client.answer().body }
        #expect(bodies == ["GET /1 0", "two", String(repeating: "x", count: 70_000), "GET /4 0"])
    }

    @Test func aRequestMayComeByteByByte() throws {
        let client = try TestServer(plain: 1).connectPlain()
        for byte in String.post("/echo", length: 3) + "abc" {
            try client.send(String(byte))
        }
        #expect(try client.answer().body == "abc")
    }

    @Test func aLargeBodyComesAndGoesWhole() throws {
        let client = try TestServer(plain: 1).connectPlain()
        let body = String(repeating: "0123456789abcdef", count: 1 << 16)
        try client.send(.post("/echo", length: body.utf8.count) + body)
        #expect(try client.answer().body == body)
    }

    @Test func aRequestIsAnsweredThoughItsClientSaysNothingMore() throws {
        let client = try TestServer(plain: 1).connectPlain()
        try client.send(.get("/only"))
        client.socket.shutDownSending()
        #expect(try client.answer().body == "GET /only 0")
        #expect(try client.rest() == "")
    }

    /// TCP probes and port scanners.
    @Test func whoSaysNothingIsNothingToSpeakOf() throws {
        let server = try TestServer(plain: 1)
        let silent = try server.connectPlain()
        silent.socket.shutDownSending()
        #expect(try silent.rest() == "")
        try server.connectPlain().socket.reset()
        server.expectCounts(["connectionsAccepted": 2])
    }

    @Test(arguments: ["\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"])
    func otherProtocolsAreRefused(hello: String) throws {
        let server = try TestServer(plain: 1)
        let client = try server.connectPlain()
        try client.send(hello)
        #expect(try [400, 505].contains(client.answer().status))
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "faults": 1])
    }
}

// MARK: - Limits

extension PlainTests {
    @Test func theOperationsPortTakesNoMoreThanItNeeds() throws {
        let server = try TestServer(plain: 1) { $0 = .operations }
        let (large, long) = (try server.connectPlain(), try server.connectPlain())
        try large.send(.post("/echo", length: 1025))
        #expect(try large.answer().status == 413)
        #expect(try large.rest() == "")
        try long.send(.get("/", "A: \(String(repeating: "a", count: 8 << 10))"))
        #expect(try long.answer().status == 431)
        #expect(try long.rest() == "")
        server.expectCounts(["connectionsAccepted": 2, "faults": 2])
    }

    /// Whose requests are far shorter than their answers could fill the memory with one packet.
    @Test func tooManyAnswersAtOnceEndTheConnection() throws {
        let server = try TestServer(plain: 1) { $0.bytesPerTurn = 64 << 10 }
        let client = try server.connectPlain()
        let requests = (1...50).map { _ in String.get("/bytes?count=10000") }
        try client.send(requests.joined())
        for number in 1...7 {
            let answer = try client.answer()
            #expect(answer.body.utf8.count == 10_000)
            #expect(answer.fields.contains("Connection: close") == (number == 7))
        }
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "requests": 7])
    }

    @Test func theOneThatIsIdleForLongestMakesRoom() throws {
        let server = try TestServer(plain: 1) {
            $0.connections = 2
            $0.evictionIdleTime = .zero
        }
        let (older, newer) = (try server.connectPlain(), try server.connectPlain())
        #expect(try newer.get("/").status == 200)
        #expect(try older.get("/").status == 200)
        #expect(try server.connectPlain().get("/").status == 200)
        #expect(try newer.rest() == "")
        #expect(try older.get("/").status == 200)
        #expect(server.counts["connectionsEvicted"] == 1)
    }

    @Test func whoeverIsOneTooManyIsToldToTryAgain() throws {
        let server = try TestServer(plain: 1) { $0.connections = 1 }
        let busy = try server.connectPlain()
        try busy.send("G")
        let client = try server.connectPlain()
        #expect(try client.get("/").status == 503)
        #expect(try client.rest() == "")
        try busy.send(String(String.get("/").dropFirst()))
        #expect(try busy.answer().status == 200)
        server.expectCounts(["connectionsAccepted": 2, "overloads": 1, "requests": 1])
    }

    @Test func aHeadMustEnd() throws {
        let server = try TestServer(plain: 1) { $0.headTime = short }
        let client = try server.connectPlain()
        try client.send("GET / HTTP/1.1\r\n")
        #expect(try client.answer().status == 408)
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "timeouts": 1])
    }

    @Test func aConnectionThatIsNotUsedIsClosedWithoutAWord() throws {
        let server = try TestServer(plain: 1) {
            $0.idleTime = short
            // There is no handshake to wait for.
            $0.handshakeTime = .seconds(60)
        }
        let (unused, used) = (try server.connectPlain(), try server.connectPlain())
        #expect(try used.get("/").status == 200)
        #expect(try unused.rest() == "")
        #expect(try used.rest() == "")
        server.expectCounts(["connectionsAccepted": 2, "requests": 1])
    }

    @Test func whoDoesNotTakeAnAnswerIsCutOff() throws {
        let server = try TestServer(plain: 1) { $0.writeTime = short }
        let client = try server.connectPlain(receiveBuffer: 4096)
        try client.send(.get("/bytes?count=20000000"))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1, "timeouts": 1])
        #expect(throws: ClientFailure.self) { try client.answer() }
        #expect(try server.connectPlain().get("/").status == 200)
    }

    @Test func whoTakesTheLastAnswerLateGetsItWhole() throws {
        let server = try TestServer(plain: 1) { $0.lingerTime = short }
        let client = try server.connectPlain(receiveBuffer: 4096)
        try client.send(.get("/bytes?count=20000000", "Connection: close"))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
        // The client's pace: longer than it may linger.
        usleep(600_000)
        #expect(try client.answer().body.utf8.count == 20_000_000)
        #expect(try client.rest() == "")
    }
}

// MARK: - The end

extension PlainTests {
    @Test func whileTheServerDrainsEachAnswerIsTheLastOfItsConnection() throws {
        let server = try TestServer(plain: 1)
        let client = try server.connectPlain()
        #expect(try client.get("/1").status == 200)
        server.server.drain()
        let last = settled(on: true) {
            (try? server.connectPlain().get("/").fields.contains("Connection: close")) ?? false
        }
        #expect(last)
        #expect(try client.get("/2").fields.last == "Connection: close")
        #expect(try client.rest() == "")
    }

    @Test func aRequestThatHasBegunIsFinishedAndThenTheServerEnds() throws {
        let server = try TestServer(plain: 2)
        let (client, idle) = (try server.connectPlain(), try server.connectPlain())
        #expect(try idle.get("/").status == 200)
        try client.send(.post("/echo", length: 4) + "ab")
        let stopping = BackgroundThread { [server = server.server] in server.stop(grace: .seconds(30)) }
        #expect(try idle.answer().body == "the server stops; try again elsewhere\n")
        #expect(try idle.rest() == "")
        idle.socket.close()
        try client.send("cd")
        let answer = try client.answer()
        #expect(answer.fields.last == "Connection: close")
        #expect(answer.body == "abcd")
        #expect(try client.rest() == "")
        client.socket.close()
        #expect(stopping.ends())
        #expect(throws: ClientFailure.system(ECONNREFUSED)) { try server.socket() }
    }
}

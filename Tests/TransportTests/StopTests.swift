import Glibc
import HTTP
import TestSupport
import Testing
import Transport

/// A server that ends.
@Suite struct StopTests {
    @Test(arguments: [1, 3])
    func withoutRequestsTheEndIsImmediate(loops: Int) throws {
        let server = try TestServer(loops: loops) { $0.lingerTime = .milliseconds(200) }
        let clients = try (1...4).map { _ in try server.connect() }
        for client in clients {
            #expect(try client.get("/").status == 200)
        }
        let http2 = try server.connectHTTP2()
        try http2.send(.request("GET", "/", stream: 1, ends: true))
        #expect(try http2.answer(on: 1).status == 200)
        let silent = try server.socket()
        let start = ContinuousClock.now
        let stopping = stop(server, grace: .seconds(30))
        #expect(stopping.ends())
        #expect(ContinuousClock.now - start < .seconds(5))
        // Nobody has asked, but somebody may have been about to.
        for client in clients {
            try expectLeave(client)
        }
        try http2.readToTheEnd()
        #expect(try silent.receive() == [])
        #expect(throws: ClientFailure.system(ECONNREFUSED)) { try server.socket() }
    }

    @Test func aRequestThatHasBegunIsFinishedAndThenTheServerEnds() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.post("/echo", length: 4) + "ab")
        let http2 = try server.connectHTTP2()
        try http2.send(.request("POST", "/echo", stream: 1, ends: false), .data("ab", stream: 1, ends: false))
        try http2.send(.request("GET", "/", stream: 3, ends: true))
        #expect(try http2.answer(on: 3).status == 200)
        let start = ContinuousClock.now
        let stopping = stop(server, grace: .seconds(30))
        #expect(try http2.readGoAway() == .announcement)
        try client.send("cd")
        let answer = try client.answer()
        #expect(answer.fields.last == "Connection: close")
        #expect(answer.body == "abcd")
        #expect(try client.rest() == "")
        client.tls.socket.close()
        try http2.send(.data("cd", stream: 1, ends: true))
        #expect(try http2.answer(on: 1).body == "abcd")
        try http2.readToTheEnd()
        http2.tls.socket.close()
        #expect(stopping.ends())
        #expect(ContinuousClock.now - start < .seconds(8))
    }

    @Test func whatDoesNotEndInTimeIsCutOff() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.post("/echo", length: 4) + "ab")
        let start = ContinuousClock.now
        let stopping = stop(server, grace: .milliseconds(400))
        #expect(try client.rest() == "")
        #expect(stopping.ends())
        #expect(ContinuousClock.now - start >= .milliseconds(400))
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    /// A port that stays open without anyone who serves would let clients wait for the whole grace.
    @Test func clientsThatComeWhileRequestsAreFinishedAreRefused() throws {
        let server = try TestServer(loops: 2)
        let client = try server.connect()
        try client.send(.post("/echo", length: 4) + "ab")
        let stopping = stop(server, grace: .seconds(30))
        let refusal = settled(on: ClientFailure.system(ECONNREFUSED)) { () -> ClientFailure? in
            do throws(ClientFailure) {
                try ClientSocket(to: server.server.address).close()
                return nil
            } catch {
                return error
            }
        }
        #expect(refusal == .system(ECONNREFUSED))
        try client.send("cd")
        #expect(try client.answer().body == "abcd")
        client.tls.socket.close()
        #expect(stopping.ends())
    }

    /// However long its reader needs; then the server does not wait for anything more.
    @Test(arguments: ["keep-alive", "close"])
    func anAnswerThatIsBeingTakenIsTakenWhole(connection: String) throws {
        let server = try TestServer { $0.lingerTime = .milliseconds(200) }
        let client = try server.connect(receiveBuffer: 4096)
        try client.send(.get("/bytes?count=20000000", "Connection: \(connection)"))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
        let stopping = stop(server, grace: .seconds(30))
        #expect(try client.answer().body.utf8.count == 20_000_000)
        connection == "close" ? #expect(try client.rest() == "") : try expectLeave(client)
        #expect(stopping.ends())
    }

    /// An API server keeps connections, and sends a call over one of them at the very moment at which the server closes it.
    @Test func aRequestThatCrossesTheEndOfItsConnectionIsToBeTriedAgain() throws {
        let server = try TestServer { $0.lingerTime = .seconds(30) }
        let (used, fresh) = (try server.connect(), try server.connect())
        #expect(try used.get("/").status == 200)
        let stopping = stop(server, grace: .seconds(30))
        for client in [used, fresh] {
            #expect(client.socket.isReadable(within: 10_000))
            // The client has not looked yet.
            let body = String(repeating: "x", count: 100_000)
            try client.send(.post("/echo", length: body.utf8.count) + body)
            try expectLeave(client)
            client.socket.close()
        }
        #expect(stopping.ends())
        server.expectCounts(["connectionsAccepted": 2, "requests": 1])
    }

    /// The client is still sending what is refused already: were the connection closed, it would lose the answer.
    @Test func aRefusalIsHeardThoughTheServerStops() throws {
        let server = try TestServer { $0.lingerTime = .seconds(30) }
        let client = try server.connect()
        try client.send(.post("/echo", length: 9 << 20) + String(repeating: "x", count: 1000))
        #expect(client.socket.isReadable(within: 10_000))
        let stopping = stop(server, grace: .seconds(30))
        #expect(settled(on: true) { (try? server.socket()) == nil })
        try client.send(String(repeating: "x", count: 1 << 20))
        #expect(try client.answer().status == 413)
        #expect(try client.rest() == "")
        client.socket.close()
        #expect(stopping.ends())
    }

    /// The loop is busy while the order to stop comes, and then a request on a connection that has been idle for longer than
    /// a client is waited for.
    @Test func aRequestThatHasComeIsAnswered() throws {
        let server = try TestServer { $0.stopTime = .milliseconds(1) }
        let (client, busy) = (try server.connect(), try server.connect())
        #expect(try client.get("/1").status == 200)
        try busy.send(.get("/hold"))
        #expect(server.hold.hasBegun())
        let stopping = stop(server, grace: .seconds(30))
        // Time for the order to go out. Were it late, the request would be answered all the same.
        usleep(100_000)
        try client.send(.get("/2"))
        server.hold.end()
        #expect(try client.answer().body == "GET /2 0")
        #expect(try busy.answer().status == 200)
        client.tls.socket.close()
        busy.tls.socket.close()
        #expect(stopping.ends())
    }

    /// The client's side of a handshake ends before the server's: with TLS 1.3 the request follows without a pause.
    @Test func aRequestThatHasComeWithTheEndOfItsHandshakeIsAnswered() throws {
        let server = try TestServer()
        let (tls, busy) = (try server.tls(), try server.connect())
        try tls.socket.send(tls.hello())
        #expect(tls.socket.isReadable(within: 10_000))
        try busy.send(.get("/hold"))
        #expect(server.hold.hasBegun())
        let stopping = stop(server, grace: .seconds(30))
        // As above.
        usleep(100_000)
        let client = HTTP1Client(tls)
        try tls.handshake()
        try client.send(.get("/2"))
        server.hold.end()
        #expect(try client.answer().body == "GET /2 0")
        tls.socket.close()
        busy.tls.socket.close()
        #expect(stopping.ends())
    }

    /// What every client is told that has not asked anything.
    private func expectLeave(_ client: HTTP1Client) throws {
        let answer = try client.answer()
        #expect(answer.status == 503)
        #expect(answer.fields.suffix(2) == ["Retry-After: 1", "Connection: close"])
        #expect(answer.body == "the server stops; try again elsewhere\n")
        #expect(try client.rest() == "")
    }

    private func stop(_ server: TestServer, grace: Duration) -> BackgroundThread {
        BackgroundThread { [server = server.server] in server.stop(grace: grace) }
    }
}

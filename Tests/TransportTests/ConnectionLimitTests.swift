import HTTP
import TestSupport
import Testing

/// More connections than the server takes.
@Suite struct ConnectionLimitTests {
    /// Clients in the middle of a request.
    private func busy(_ count: Int, on server: TestServer) throws -> [HTTP1Client] {
        let clients = try (0..<count).map { _ in try server.connect() }
        for client in clients {
            try client.send(.post("/echo", length: 4) + "ab")
        }
        return clients
    }

    private func finish(_ clients: [HTTP1Client]) throws {
        for client in clients {
            try client.send("cd")
            #expect(try client.answer().body == "abcd")
        }
    }

    private func expectTurnedAway(_ client: HTTP1Client) throws {
        let answer = try client.answer()
        #expect(answer.status == 503)
        #expect(
            answer.fields == [
                "Content-Type: text/plain; charset=utf-8", "Content-Length: 41", "Retry-After: 1", "Connection: close",
            ]
        )
        #expect(answer.body == "too many connections are open; try again\n")
        #expect(try client.rest() == "")
    }

    @Test func whoeverIsOneTooManyIsToldToTryAgain() throws {
        let server = try TestServer {
            $0.connections = 2
            $0.lingerTime = .seconds(30)
        }
        let busy = try busy(2, on: server)
        for _ in 1...3 {
            let client = try server.connect()
            // Behind the head, however long the body.
            try client.send(.post("/echo", length: 4 << 20))
            try expectTurnedAway(client)
        }
        // Bodies that come all the same do not take the answer away.
        let client = try server.connect()
        try client.send(.post("/echo", length: 4 << 20) + String(repeating: "x", count: 4 << 20))
        try expectTurnedAway(client)
        let reader = try server.connect()
        try reader.send(.get("/1") + .get("/2"))
        try expectTurnedAway(reader)
        try finish(busy)
        #expect(server.overloads == ["connections": 5])
        server.expectCounts(["connectionsAccepted": 7, "overloads": 5, "requests": 2])
    }

    @Test func overHTTP2TooAndThenTheServerSaysGoodbye() throws {
        let server = try TestServer { $0.connections = 2 }
        let busy = try busy(2, on: server)
        let client = try server.connectHTTP2()
        try client.send(.request("POST", "/echo", stream: 1, ends: false))
        let answer = try client.answer(on: 1)
        #expect(answer.status == 503)
        #expect(answer.fields.contains("retry-after: 1"), "\(answer.fields)")
        #expect(answer.body == "too many connections are open; try again\n")
        #expect(try client.readGoAway() == HTTP2Client.GoAway(lastStream: 1, code: 0))
        try client.send(.data(String(repeating: "x", count: 1000), stream: 1, ends: true))
        try client.readToTheEnd()
        try finish(busy)
        #expect(server.overloads == ["connections": 1])
        server.expectCounts(["connectionsAccepted": 3, "overloads": 1, "requests": 2])
    }

    @Test func pastTheReserveConnectionsAreClosed() throws {
        let server = try TestServer {
            $0.connections = 2
            $0.reserveConnections = 1
        }
        let busy = try busy(2, on: server)
        let reserve = try server.connect()
        #expect(throws: ClientFailure.self) { try server.connect() }
        #expect(throws: ClientFailure.self) { try server.connect() }
        try reserve.send(.get("/"))
        try expectTurnedAway(reserve)
        try finish(busy)
        server.expectCounts(["connectionsAccepted": 3, "connectionsRefused": 2, "overloads": 1, "requests": 2])
    }

    /// Who shakes hands and then says nothing, or little, must not keep others from being told.
    @Test(arguments: ["", "GET / HT"])
    func inTheReserveWhoeverAsksNothingMakesRoom(head: String) throws {
        let server = try TestServer {
            $0.connections = 1
            $0.reserveConnections = 1
            $0.evictionHandshakeTime = .milliseconds(50)
        }
        let busy = try busy(1, on: server)
        let silent = try server.connect()
        if !head.isEmpty {
            try silent.send(head)
            #expect(settled(on: 2) { server.present.requests } == 2)
        }
        let client = settled(on: true, within: .seconds(10)) {
            guard let client = try? server.connect() else { return false }
            try? client.send(.get("/"))
            return (try? client.answer())?.status == 503
        }
        #expect(client)
        #expect(silent.socket.isReadable(within: 10_000))
        try finish(busy)
        #expect(server.counts["connectionsEvicted"] == 1)
        #expect(settled(on: 0) { server.present.requests } == 0)
    }

    /// The API server puts connections by that it has opened for a call and not needed.
    @Test(arguments: [false, true])
    func whoeverAsksWhenThereIsRoomAgainIsServed(overHTTP2: Bool) throws {
        let server = try TestServer { $0.connections = 1 }
        let busy = try busy(1, on: server)
        let (client, http2) = overHTTP2 ? (nil, try server.connectHTTP2()) : (try server.connect(), nil)
        #expect(settled(on: 1) { server.present.reserve } == 1)
        try finish(busy)
        busy[0].socket.close()
        #expect(settled(on: 0) { server.present.connections } == 0)
        if let client {
            #expect(try client.get("/").status == 200)
            #expect(try client.get("/").status == 200)
        }
        if let http2 {
            try http2.send(.request("GET", "/", stream: 1, ends: true), .request("GET", "/", stream: 3, ends: true))
            #expect(try http2.answer(on: 1).status == 200)
            #expect(try http2.answer(on: 3).status == 200)
        }
        #expect(server.present == TestServer.Present(connections: 1))
        #expect(server.overloads == [:])
    }

    /// A call may be under way on a connection that was idle a moment ago.
    @Test func idleConnectionsOfAPoolAreNotClosedForOthers() throws {
        let server = try TestServer { $0.connections = 2 }
        let pool = try (1...2).map { _ in try server.connect() }
        for client in pool {
            #expect(try client.get("/").status == 200)
        }
        let silent = try server.socket()
        let client = try server.connect()
        try client.send(.get("/"))
        try expectTurnedAway(client)
        for client in pool {
            #expect(try client.get("/").status == 200)
        }
        #expect(!silent.isReadable(within: 0))
        #expect(server.counts["connectionsEvicted"] == nil)
    }

    @Test func theOneThatIsIdleForLongestMakesRoom() throws {
        let server = try TestServer {
            $0.connections = 3
            $0.evictionIdleTime = .zero
        }
        let busy = try server.connect()
        try busy.send(.post("/echo", length: 4) + "ab")
        let (older, newer) = (try server.connect(), try server.connect())
        #expect(try newer.get("/").status == 200)
        #expect(try older.get("/").status == 200)
        #expect(try server.connect().get("/").status == 200)
        // The newer one has been idle for longer.
        #expect(try newer.rest() == "")
        #expect(try older.get("/").status == 200)
        try busy.send("cd")
        #expect(try busy.answer().body == "abcd")
        #expect(server.counts["connectionsEvicted"] == 1)
    }

    /// Thousands of peers that connect and say nothing shut nobody out.
    @Test func handshakesMakeRoomBeforeConnectionsThatAreOfUse() throws {
        let server = try TestServer {
            $0.connections = 3
            $0.evictionHandshakeTime = .zero
        }
        let client = try server.connect()
        #expect(try client.get("/").status == 200)
        let silent = try (1...10).map { _ in try server.socket() }
        #expect(try server.connect().get("/").status == 200)
        #expect(try client.get("/").status == 200)
        #expect(try silent[0].receive() == [])
    }

    /// Whichever way a connection ends, its place becomes free.
    @Test(arguments: ["end", "reset", "fault", "close", "garbage", "idle"])
    func aPlaceBecomesFreeAgain(ending: String) throws {
        let server = try TestServer {
            $0.connections = 1
            $0.reserveConnections = 0
            $0.idleTime = ending == "idle" ? .milliseconds(200) : .seconds(180)
            $0.lingerTime = .milliseconds(200)
        }
        for round in 1...3 {
            let client = try #require(firstOf { try server.connect() }, "no place in round \(round)")
            #expect(try client.get("/").status == 200)
            switch ending {
            case "end": try client.tls.close()
            case "reset": client.tls.socket.reset()
            case "fault": try client.send("NONSENSE\r\n")
            case "close": try client.send(.get("/", "Connection: close"))
            case "garbage": try client.tls.socket.send(Array(repeating: 0xFF, count: 100))
            default: break
            }
        }
    }

    /// What `attempt` first succeeds with.
    private func firstOf<Value>(_ attempt: () throws -> Value) -> Value? {
        var value: Value?
        _ = settled(on: true) {
            value = try? attempt()
            return value != nil
        }
        return value
    }
}

import HTTP
import TestSupport
import Testing

/// More connections than the server takes.
@Suite struct ConnectionLimitTests {
    @Test func whereAllAreAtWorkOneTooManyIsClosed() throws {
        let server = try TestServer { $0.connections = 2 }
        let busy = try (1...2).map { _ in try server.connect() }
        for client in busy {
            try client.send(.post("/echo", length: 4) + "ab")
        }
        #expect(throws: ClientFailure.self) { try server.connect() }
        #expect(throws: ClientFailure.self) { try server.connect() }
        for client in busy {
            try client.send("cd")
            #expect(try client.answer().body == "abcd")
        }
        server.expectCounts(["connectionsAccepted": 2, "connectionsRefused": 2, "requests": 2])
    }

    @Test func theOneThatIsIdleForLongestMakesRoom() throws {
        let server = try TestServer { $0.connections = 3 }
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
        let server = try TestServer { $0.connections = 3 }
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

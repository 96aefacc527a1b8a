import HTTP
import TestSupport
import Testing

/// More connections than the server takes.
@Suite struct ConnectionLimitTests {
    @Test func oneTooManyIsClosedAndItsNeighboursNoticeNothing() throws {
        let server = try TestServer { $0.connections = 2 }
        let (first, second) = (try server.connect(), try server.connect())
        #expect(try first.get("/1").status == 200)
        try second.send(.post("/echo", length: 4) + "ab")
        #expect(throws: ClientFailure.self) { try server.connect() }
        #expect(throws: ClientFailure.self) { try server.connect() }
        try second.send("cd")
        #expect(try second.answer().body == "abcd")
        #expect(try first.get("/2").status == 200)
        server.expectCounts(["connectionsAccepted": 2, "connectionsRefused": 2, "requests": 3])
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

import Testing
import Transport

/// A server that asks its clients to go elsewhere.
@Suite struct DrainTests {
    @Test func theNextAnswerOfAConnectionIsItsLast() throws {
        let server = try TestServer()
        let client = try server.connect()
        #expect(try client.get("/1").fields == ["Content-Type: text/plain", "Content-Length: 8"])
        try drain(server)
        let answer = try client.get("/2")
        #expect(answer.fields == ["Content-Type: text/plain", "Content-Length: 8", "Connection: close"])
        #expect(answer.body == "GET /2 0")
        #expect(try client.rest() == "")
    }

    @Test func aRequestThatHasBegunIsFinished() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.post("/echo", length: 4) + "ab")
        try drain(server)
        try client.send("cd")
        let answer = try client.answer()
        #expect(answer.fields.last == "Connection: close")
        #expect(answer.body == "abcd")
        #expect(try client.rest() == "")
    }

    @Test func clientsThatComeNonethelessAreServedOnce() throws {
        let server = try TestServer(loops: 2)
        server.server.drain()
        for _ in 1...10 {
            let client = try server.connect()
            #expect(try client.get("/").fields.last == "Connection: close")
            #expect(try client.rest() == "")
        }
        server.expectCounts(["connectionsAccepted": 10, "requests": 10])
    }

    @Test func anIdleHTTP2ConnectionIsSaidGoodbye() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(.request("GET", "/", stream: 1, ends: true))
        #expect(try client.answer(on: 1).status == 200)
        server.server.drain()
        // First the announcement, which lets pass what is on its way; then the last word.
        #expect(try client.readGoAway() == .announcement)
        try client.readToTheEnd()
        #expect(client.goAway == HTTP2Client.GoAway(lastStream: 1, code: 0))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
    }

    @Test func streamsThatAreOpenOrOnTheirWayAreFinished() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(.request("POST", "/echo", stream: 1, ends: false), .data("ab", stream: 1, ends: false))
        try client.send(.request("GET", "/", stream: 3, ends: true))
        #expect(try client.answer(on: 3).status == 200)
        server.server.drain()
        #expect(try client.readGoAway() == .announcement)
        try client.send(.request("GET", "/", stream: 5, ends: true), .data("cd", stream: 1, ends: true))
        #expect(try client.answer(on: 1).body == "abcd")
        #expect(try client.answer(on: 5).status == 200)
        try client.readToTheEnd()
        #expect(client.goAway == HTTP2Client.GoAway(lastStream: 5, code: 0))
        server.expectCounts(["connectionsAccepted": 1, "requests": 3])
    }

    /// epoll goes on reporting a connection that it has reported until it has seen that nothing more is there, and that
    /// before anything newer. Another client's requests give it the time, so that the order to drain is the first to come.
    private func drain(_ server: TestServer) throws {
        #expect(try server.connect().get("/").status == 200)
        server.server.drain()
    }
}

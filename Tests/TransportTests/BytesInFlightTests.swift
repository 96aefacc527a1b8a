import HTTP
import TestSupport
import Testing

/// Bodies that all connections together may hold, of which there are few here.
@Suite struct BytesInFlightTests {
    @Test func aBodyThatDoesNotFitIsTurnedAwayForASecond() throws {
        let server = try TestServer {
            $0.bytesInFlight = 1000
            $0.freeBodyBytes = 0
        }
        let holder = try hold(800, on: server)
        let client = try server.connect()
        try client.send(.post("/", length: 300) + String(repeating: "x", count: 201))
        let answer = try client.answer()
        #expect(answer.status == 503)
        #expect(
            answer.fields == [
                "Content-Type: text/plain; charset=utf-8", "Content-Length: 43", "Retry-After: 1", "Connection: close",
            ]
        )
        #expect(answer.body == "too many requests are under way; try again\n")
        #expect(try client.rest() == "")
        // What fits exactly is taken, and then nothing more.
        let other = try hold(200, on: server)
        #expect(throws: HTTPAnswer(status: 503)) { try hold(1, on: server) }
        // Requests without a body take nothing.
        #expect(try server.connect().get("/").status == 200)
        for (client, length) in [(holder, 800), (other, 200)] {
            try client.send("x")
            #expect(try client.answer().body == "POST / \(length + 1)")
        }
        #expect(server.counts["overloads"] ?? 0 >= 2)
    }

    /// The rest of the body is on its way when the answer is given; were the connection closed, the client would lose it.
    @Test func whoeverIsTurnedAwayHearsItThoughTheBodyStillComes() throws {
        let server = try TestServer {
            $0.bytesInFlight = 0
            $0.lingerTime = .seconds(30)
        }
        let body = String(repeating: "x", count: 4 << 20)
        let client = try server.connect()
        try client.send(.post("/", length: body.utf8.count) + body)
        let answer = try client.answer()
        #expect(answer.status == 503)
        #expect(answer.fields.suffix(2) == ["Retry-After: 1", "Connection: close"])
        #expect(try client.rest() == "")
        // Within the window of a stream, which this client knows nothing of.
        let http2 = try server.connectHTTP2()
        try http2.send(.request("POST", "/", stream: 1, ends: false))
        for part in 1...50 {
            try http2.send(.data(String(body.prefix(16 << 10)), stream: 1, ends: part == 50))
        }
        #expect(try http2.answer(on: 1).status == 503)
        try http2.send(.request("GET", "/", stream: 3, ends: true))
        #expect(try http2.answer(on: 3).status == 200)
        #expect(server.overloads == ["bytes": 2])
        #expect(settled(on: TestServer.Present(connections: 1)) { server.present }.bodyBytes == 0)
    }

    /// What is only announced takes nothing, nor does a usual review.
    @Test func announcingTakesNothing() throws {
        let server = try TestServer {
            $0.bytesInFlight = 1000
            $0.freeBodyBytes = 100
        }
        for _ in 1...5 {
            try server.connect().send(.post("/", length: 1_000_000) + String(repeating: "x", count: 100))
        }
        let client = try server.connect()
        try client.send(.post("/", length: 1101) + String(repeating: "x", count: 1100))
        try client.send("x")
        #expect(try client.answer().body == "POST / 1101")
    }

    /// Whichever way a request ends, what it has held is given back.
    @Test(arguments: ["answer", "end", "reset", "timeout", "fault", "refusal"])
    func whatARequestHeldIsGivenBack(ending: String) throws {
        let server = try TestServer {
            $0.bytesInFlight = 1000
            $0.freeBodyBytes = 0
            $0.bodyTime = ending == "timeout" ? .milliseconds(300) : .seconds(10)
        }
        for round in 1...3 {
            // Everything, so that the least that had been kept would show.
            let holder = try #require(firstHold(1000, on: server), "no room in round \(round)")
            switch ending {
            case "answer":
                try holder.send("x")
                #expect(try holder.answer().status == 200)
            case "end": try holder.tls.close()
            case "reset": holder.tls.socket.reset()
            case "timeout": #expect(try holder.answer().status == 408)
            case "fault":
                try holder.send("xNONSENSE\r\n")
                #expect(try holder.answer().status == 200)
                #expect(try holder.answer().status == 400)
            default:
                #expect(throws: HTTPAnswer(status: 503)) { try hold(1, on: server) }
                holder.tls.socket.reset()
            }
        }
    }

    /// A chunked body takes what has come of it.
    @Test func aBodyOfUnknownLengthTakesMoreAsItComes() throws {
        let server = try TestServer {
            $0.bytesInFlight = 1000
            $0.freeBodyBytes = 0
        }
        let client = try server.connect()
        try client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 1...10 {
            try client.send("64\r\n\(String(repeating: "x", count: 100))\r\n")
        }
        // The eleventh hundred is one too many.
        try client.send("64\r\n\(String(repeating: "x", count: 100))\r\n")
        #expect(try client.answer().status == 503)
        #expect(try client.rest() == "")
        _ = try #require(firstHold(1000, on: server))
    }

    /// A connection whose request lacks one byte and holds `length` bytes of the budget.
    ///
    /// - Throws: the answer of a server that has none left.
    private func hold(_ length: Int, on server: TestServer) throws -> HTTP1Client {
        let before = server.counts["overloads"]
        let client = try server.connect()
        try client.send(.post("/", length: length + 1) + String(repeating: "x", count: length))
        // By the time that another client has been served, the loop has seen what came before.
        #expect(try server.connect().get("/").status == 200)
        guard server.counts["overloads"] == before else { throw HTTPAnswer(status: 503) }
        return client
    }

    private func firstHold(_ length: Int, on server: TestServer) -> HTTP1Client? {
        var client: HTTP1Client?
        _ = settled(on: true) {
            client = try? hold(length, on: server)
            return client != nil
        }
        return client
    }
}

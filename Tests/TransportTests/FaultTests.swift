import HTTP
import Testing

/// What the server itself answers to requests that no route may see.
@Suite struct FaultTests {
    /// The kernel resets a connection that is closed while bytes wait unread, and the answer is lost with it. So whatever a
    /// client still sends is thrown away until it has read.
    @Test func aClientThatGoesOnSendingReadsWhatIsWrongInPeace() throws {
        // Longer than the client waits for the end, which must come before.
        let server = try TestServer { $0.lingerTime = .seconds(30) }
        let client = try server.connect()
        try client.send("NONSENSE\r\n" + String(repeating: "x", count: 100_000))
        #expect(client.tls.socket.isReadable(within: 10_000))
        // The first of these would bring a reset, and the others fail.
        for _ in 1...16 {
            try client.send(String(repeating: "x", count: 1 << 16))
        }
        let answer = try client.answer()
        #expect(answer.status == 400)
        #expect(
            answer.fields == [
                "Content-Type: text/plain; charset=utf-8", "Content-Length: 49", "Connection: close",
            ]
        )
        #expect(answer.body == "the request line is not \"METHOD target HTTP/1.1\"\n")
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "faults": 1])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400, "there must be one Host field\n"),
        ("GET / HTTP/2.0\r\n", 505, "this server speaks HTTP/1.1 and HTTP/2\n"),
        (
            "GET / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\n\r\n", 417,
            "the only expectation that can be met is 100-continue\n"
        ),
        ("GET /\(String(repeating: "x", count: 17_000))", 431, "the header fields are longer than 16384 bytes\n"),
        (
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n", 413,
            "the body is longer than 8388608 bytes\n"
        ),
    ])
    func aClientReadsWhatIsWrongAndThenTheEnd(request: String, status: Int, text: String) throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(request)
        let answer = try client.answer()
        #expect(answer.status == status)
        #expect(answer.body == text)
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "faults": 1])
    }

    @Test func whatWasAskedBeforeIsAnsweredFirst() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.get("/1") + .get("/2") + "NONSENSE\r\n" + .get("/never"))
        #expect(try client.answer().body == "GET /1 0")
        #expect(try client.answer().body == "GET /2 0")
        #expect(try client.answer().status == 400)
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "requests": 2, "faults": 1])
    }

    @Test func neighboursNoticeNothing() throws {
        let server = try TestServer()
        let neighbour = try server.connect()
        try neighbour.send(.post("/echo", length: 4) + "ab")
        let client = try server.connect()
        try client.send("NONSENSE\r\n")
        #expect(try client.answer().status == 400)
        try neighbour.send("cd")
        #expect(try neighbour.answer().body == "abcd")
    }
}

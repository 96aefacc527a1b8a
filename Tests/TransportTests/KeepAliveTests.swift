import Glibc
import HTTP
import Testing

/// HTTP/1.1 requests one behind the other on one connection.
@Suite struct KeepAliveTests {
    @Test func manyRequestsShareAConnection() throws {
        let server = try TestServer()
        let client = try server.connect()
        for number in 1...20 {
            var answer = try client.get("/\(number)")
            answer.date = nil
            let text = "GET /\(number) 0"
            let fields = ["Content-Type: text/plain", "Content-Length: \(text.count)"]
            #expect(answer == HTTPAnswer(status: 200, fields: fields, body: text))
        }
        server.expectCounts(["connectionsAccepted": 1, "requests": 20])
    }

    @Test func anAnswerCarriesTheMomentOfItsTurn() throws {
        let client = try TestServer().connect()
        let before = time(nil)
        let date = try #require(try client.get("/").date)
        let moments = (before...time(nil)).map { String(decoding: HTTPDate(seconds: $0).text, as: UTF8.self) }
        #expect(moments.contains(date))
    }

    @Test func pipelinedRequestsAreAnsweredInTheirOrder() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(
            .get("/1") + .post("/echo", length: 3) + "two" + .get("/bytes?count=70000") + .post("/echo", length: 0)
                + .get("/5")
        )
        let bodies = try (1...5).map { _ in try client.answer().body }
        #expect(bodies == ["GET /1 0", "two", String(repeating: "x", count: 70_000), "", "GET /5 0"])
        server.expectCounts(["connectionsAccepted": 1, "requests": 5])
    }

    /// More answers than the socket takes at once, for a reader that begins only when all is asked for.
    @Test func manyPipelinedRequestsWaitForTheirReader() throws {
        let server = try TestServer()
        let client = try server.connect(receiveBuffer: 4096)
        let count = 200
        for number in 1...count {
            try client.send(.get("/bytes?count=\(50_000 + number)"))
        }
        for number in 1...count {
            #expect(try client.answer().body.utf8.count == 50_000 + number)
        }
        server.expectCounts(["connectionsAccepted": 1, "requests": count])
    }

    /// Or it could have the server remember answers without end.
    @Test func whoDoesNotReadIsNotReadEither() throws {
        let server = try TestServer()
        let client = try server.connect(receiveBuffer: 4096)
        let request = Array((String.post("/echo", length: 1 << 20) + String(repeating: "x", count: 1 << 20)).utf8)
        // A record at a time, as long as the kernel takes them; it takes about six requests for a server that does not read.
        var ciphertext: [UInt8] = []
        var sent = 0
        while sent < 100 << 20, client.tls.socket.isWritable(within: 500) {
            if ciphertext.isEmpty {
                ciphertext = client.tls.encrypt(request)
            }
            try client.tls.socket.send(Array(ciphertext.prefix(16 << 10)))
            sent += min(ciphertext.count, 16 << 10)
            ciphertext.removeFirst(min(ciphertext.count, 16 << 10))
        }
        #expect(sent < 50 << 20)
        // What has come is answered once somebody reads.
        for _ in 1...(sent / (1_050_000)) {
            #expect(try client.answer().body.utf8.count == 1 << 20)
        }
    }

    @Test func aHeadIsAnsweredWithoutABody() throws {
        let client = try TestServer().connect()
        try client.send("HEAD /bytes?count=7 HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
        let answer = try client.rest().split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(answer.first == "HTTP/1.1 200 OK")
        #expect(answer.suffix(4) == ["Content-Length: 7", "Connection: close", "", ""])
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n", true),
        ("GET / HTTP/1.1\r\nHost: test\r\nConnection: keep-alive\r\n\r\n", false),
        ("GET / HTTP/1.0\r\n\r\n", true),
        ("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", true),
    ])
    func theConnectionEndsBehindTheAnswerWhereTheClientWantsIt(request: String, ends: Bool) throws {
        let client = try TestServer().connect()
        try client.send(request)
        let answer = try client.answer()
        #expect(answer.status == 200)
        #expect(answer.fields.contains("Connection: close") == ends)
        if ends {
            #expect(try client.rest() == "")
        } else {
            #expect(try client.get("/next").body == "GET /next 0")
        }
    }

    @Test func whatFollowsTheLastRequestIsThrownAway() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.get("/last", "Connection: close") + .get("/never"))
        #expect(try client.answer().body == "GET /last 0")
        #expect(try client.rest() == "")
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
    }

    /// The client closes its side of TLS and of TCP right behind its request.
    @Test func aRequestIsAnsweredThoughItsClientSaysNothingMore() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send(.get("/only"))
        try client.tls.close()
        client.tls.socket.shutDownSending()
        #expect(try client.answer().body == "GET /only 0")
        #expect(try client.rest() == "")
    }

    @Test func aBodyThatWaitsForLeaveIsAskedForOnce() throws {
        let client = try TestServer().connect()
        try client.send(.post("/echo", length: 5, "Expect: 100-continue"))
        #expect(try client.answer() == HTTPAnswer(status: 100))
        try client.send("he")
        try client.send("llo")
        #expect(try client.answer().body == "hello")
        // A body that comes with its head has not waited.
        try client.send(.post("/echo", length: 5, "Expect: 100-continue") + "again")
        #expect(try client.answer().body == "again")
    }
}

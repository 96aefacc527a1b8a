import HTTP
import Testing

/// Bytes arrive in whatever pieces TLS and TCP make of them.
@Suite struct FragmentTests {
    private let requests: String =
        .get("/1") + .post("/echo", length: 11) + "hello\r\nyou!" + .get("/3", "Connection: close")

    @Test(arguments: [1, 2, 3, 7, 64])
    func requestsMayBeCutIntoTLSRecordsAnywhere(size: Int) throws {
        let client = try TestServer().connect()
        let bytes = Array(requests.utf8)
        let records = stride(from: 0, to: bytes.count, by: size).flatMap { start in
            client.tls.encrypt(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        try client.tls.socket.send(records)
        try expectAllAnswers(client)
    }

    /// Each piece is sent on its own; most arrive on their own.
    @Test(arguments: [1, 5, 100])
    func recordsMayBeCutIntoSegmentsAnywhere(size: Int) throws {
        let client = try TestServer().connect()
        let ciphertext = client.tls.encrypt(Array(requests.utf8))
        for start in stride(from: 0, to: ciphertext.count, by: size) {
            try client.tls.socket.send(Array(ciphertext[start..<min(start + size, ciphertext.count)]))
        }
        try expectAllAnswers(client)
    }

    private func expectAllAnswers(_ client: HTTP1Client) throws {
        let bodies = try (1...3).map { _ in try client.answer().body }
        #expect(bodies == ["GET /1 0", "hello\r\nyou!", "GET /3 0"])
        #expect(try client.rest() == "")
    }

    @Test func aHandshakeMayBeCutAnywhere() throws {
        let server = try TestServer()
        let tls = try server.tls()
        for byte in tls.hello() {
            try tls.socket.send([byte])
        }
        try tls.handshake()
        #expect(try HTTP1Client(tls).get("/").status == 200)
    }

    @Test func aRequestMayComeInOneSegmentWithTheEndOfTheHandshake() throws {
        let tls = try TestServer().tls()
        try tls.socket.send(tls.hello())
        let end = try tls.lastFlight()
        try tls.socket.send(end + tls.encrypt(Array(String.get("/").utf8)))
        #expect(try HTTP1Client(tls).answer().body == "GET / 0")
    }

    @Test func theLargestBodyIsTakenAndOneByteMoreIsNot() throws {
        let server = try TestServer()
        let client = try server.connect()
        let limit = Limits.standard.bodyBytes
        try client.send(.post("/", length: limit) + String(repeating: "x", count: limit))
        #expect(try client.answer().body == "POST / \(limit)")
        try client.send(.post("/", length: limit + 1))
        let answer = try client.answer()
        #expect(answer.status == 413)
        #expect(answer.body == "the body is longer than 8388608 bytes\n")
        #expect(try client.rest() == "")
    }
}

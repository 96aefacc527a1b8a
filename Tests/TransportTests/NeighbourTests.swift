import Testing

/// Connections that share a loop, and loops that share a port.
@Suite struct NeighbourTests {
    @Test func slowClientsDoNotDelayAQuickOne() throws {
        let server = try TestServer()
        let shakingHands = try server.tls()
        let hello = shakingHands.hello()
        try shakingHands.socket.send(Array(hello.prefix(50)))
        let sending = try server.connect()
        try sending.send(.post("/echo", length: 4) + "ab")
        let reading = try server.connect(receiveBuffer: 4096)
        try reading.send(.get("/bytes?count=20000000"))
        let quick = try server.connect()
        let start = ContinuousClock.now
        for number in 1...100 {
            #expect(try quick.get("/\(number)").body == "GET /\(number) 0")
        }
        // A loop that waited for any of them would have waited for one of the limits, of which none is below ten seconds.
        #expect(ContinuousClock.now - start < .seconds(8))
        try shakingHands.socket.send(Array(hello.dropFirst(50)))
        try shakingHands.handshake()
        #expect(try HTTP1Client(shakingHands).get("/").status == 200)
        try sending.send("cd")
        #expect(try sending.answer().body == "abcd")
        #expect(try reading.answer().body.utf8.count == 20_000_000)
    }

    @Test func aCrowdOfHandshakesLeavesRoomForRequests() throws {
        let server = try TestServer()
        let client = try server.connect()
        let crowd = try (1...60).map { _ in try server.tls() }
        let hellos = crowd.map { $0.hello() }
        for (tls, hello) in zip(crowd, hellos) {
            try tls.socket.send(hello)
        }
        #expect(try client.get("/").status == 200)
        for tls in crowd {
            try tls.handshake()
            #expect(try HTTP1Client(tls).get("/").status == 200)
        }
        server.expectCounts(["connectionsAccepted": 61, "requests": 61])
    }

    @Test func theKernelSpreadsConnectionsOverAllLoops() throws {
        let server = try TestServer(loops: 3)
        // All 48 on two of three loops: once in a hundred million runs.
        let clients = try (1...48).map { _ in try server.connect() }
        let loops = try clients.map { try $0.get("/loop").body }
        #expect(Set(loops) == ["0", "1", "2"])
        // A connection stays where it is.
        #expect(try clients.map { try $0.get("/loop").body } == loops)
        server.expectCounts(["connectionsAccepted": 48, "requests": 96])
    }
}

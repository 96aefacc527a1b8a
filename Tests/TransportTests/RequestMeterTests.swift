import HTTP
import Telemetry
import TestSupport
import Testing
import Transport

/// What the server counts of requests while they are under way, and how it measures them.
@Suite struct RequestMeterTests {
    private typealias Present = TestServer.Present

    @Test func aRequestCountsFromItsFirstByteToItsAnswer() throws {
        let server = try TestServer { $0.freeBodyBytes = 100 }
        let client = try server.connect()
        #expect(settled(on: Present(connections: 1)) { server.present } == Present(connections: 1))
        try client.send("P")
        let begun = Present(connections: 1, requests: 1)
        #expect(settled(on: begun) { server.present } == begun)
        try client.send(String(String.post("/echo", length: 400).dropFirst()) + String(repeating: "x", count: 300))
        let half = Present(connections: 1, requests: 1, bodyBytes: 200)
        #expect(settled(on: half) { server.present } == half)
        try client.send(String(repeating: "x", count: 100))
        #expect(try client.answer().status == 200)
        #expect(settled(on: Present(connections: 1)) { server.present } == Present(connections: 1))
        client.socket.close()
        #expect(settled(on: Present()) { server.present } == Present())
        #expect(server.server.counters.requests.sum(\.bodyBytes.value) == 400)
    }

    @Test func streamsCountEach() throws {
        let server = try TestServer { $0.freeBodyBytes = 0 }
        let client = try server.connectHTTP2()
        try client.send(.request("POST", "/echo", stream: 1, ends: false))
        try client.send(.request("POST", "/", stream: 3, ends: false))
        #expect(settled(on: 2) { server.present.requests } == 2)
        try client.send(.reset(3))
        #expect(settled(on: 1) { server.present.requests } == 1)
        try client.send(.data("abc", stream: 1, ends: true))
        #expect(try client.answer(on: 1).status == 200)
        let idle = Present(connections: 1)
        #expect(settled(on: idle) { server.present } == idle)
        let reading = server.server.counters.requestDuration
        #expect(reading.count == 1)
        #expect(server.server.counters.requests.sum(\.bodyBytes.value) == 3)
    }

    /// An answer that waits for a window is not out.
    @Test func aStreamCountsUntilItsAnswerIsTaken() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(.request("GET", "/bytes?count=100000", stream: 1, ends: true))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
        #expect(settled(on: 1) { server.present.requests } == 1)
        #expect(server.server.counters.requestDuration.count == 0)
        try client.send(.window(100_000, stream: 0), .window(100_000, stream: 1))
        #expect(try client.answer(on: 1).body.utf8.count == 100_000)
        #expect(settled(on: 0) { server.present.requests } == 0)
        #expect(server.server.counters.requestDuration.count == 1)
    }

    /// Whichever way a connection ends in the middle of a request.
    @Test(arguments: ["end", "reset", "fault", "timeout", "garbage", "stop"], [false, true])
    func whatEndsOtherwiseCountsNoMore(ending: String, overHTTP2: Bool) throws {
        let server = try TestServer {
            $0.freeBodyBytes = 0
            $0.bodyTime = ending == "timeout" ? .milliseconds(200) : .seconds(10)
        }
        let tls: TLSClient
        if overHTTP2 {
            let client = try server.connectHTTP2()
            try client.send(.request("POST", "/", stream: 1, ends: false), .data("ab", stream: 1, ends: false))
            tls = client.tls
        } else {
            let client = try server.connect()
            try client.send("POST / HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab")
            tls = client.tls
        }
        #expect(settled(on: 1) { server.present.requests } == 1)
        switch ending {
        case "end": try tls.close()
        case "reset": tls.socket.reset()
        case "fault": try tls.send(Array("NONSENSE\r\n".utf8) + Array(repeating: 0xFF, count: 100))
        case "timeout": break
        case "garbage": try tls.socket.send(Array(repeating: 0xFF, count: 100))
        default: server.server.stop(grace: .zero)
        }
        #expect(settled(on: 0) { server.present.requests } == 0)
        #expect(settled(on: 0) { server.present.bodyBytes } == 0)
        #expect(server.server.counters.requestDuration.count == 0)
    }

    /// Several in one piece, blank lines between them, and a fault behind.
    @Test func requestsThatComeTogetherCountEach() throws {
        let server = try TestServer()
        let client = try server.connect()
        try client.send("\r\n" + .get("/1") + "\r\n" + .post("/echo", length: 3) + "two" + .get("/3") + "NONSENSE\r\n")
        for status in [200, 200, 200, 400] {
            #expect(try client.answer().status == status)
        }
        #expect(settled(on: 0) { server.present.requests } == 0)
        #expect(server.server.counters.requestDuration.count == 3)
        let other = try server.connect()
        try other.send("\r\n")
        #expect(try other.get("/").status == 200)
        #expect(settled(on: 0) { server.present.requests } == 0)
    }

    /// The time of the turn, which the loop reads once, would leave out what the route needs.
    @Test(arguments: [false, true])
    func theRoutesTimeIsMeasured(overHTTP2: Bool) throws {
        let server = try TestServer()
        let (client, http2) = overHTTP2 ? (nil, try server.connectHTTP2()) : (try server.connect(), nil)
        try client?.send(.get("/hold"))
        try http2?.send(.request("GET", "/hold", stream: 1, ends: true))
        #expect(server.hold.hasBegun())
        #expect(server.present.requests == 1)
        let start = ContinuousClock.now
        #expect(settled(on: true) { ContinuousClock.now - start >= .milliseconds(60) })
        server.hold.end()
        _ = try client?.answer()
        _ = try http2?.answer(on: 1)
        let reading = server.server.counters.requestDuration
        #expect(reading.count == 1)
        #expect(reading.sum >= .milliseconds(60) && reading.sum < .seconds(10))
    }
}

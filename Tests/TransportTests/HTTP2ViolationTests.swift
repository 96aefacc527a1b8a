import Testing

/// Clients that break HTTP/2's rules lose their connection, and nobody else does.
@Suite struct HTTP2ViolationTests {
    struct Violation: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the client sends behind its preface; instead of it where `preface` is false.
        let bytes: [UInt8]
        var preface = true
        /// The code of the server's last word; nil where it has none.
        let code: UInt32?
    }

    private static let all = [
        Violation(testDescription: "no preface", bytes: Array(String.get("/").utf8), preface: false, code: nil),
        Violation(
            testDescription: "DATA on no stream",
            bytes: HTTP2Frame.data("x", stream: 0, ends: false).bytes,
            code: 1
        ),
        Violation(
            testDescription: "a client's stream with an even number",
            bytes: HTTP2Frame.request("GET", "/", stream: 2, ends: true).bytes,
            code: 1
        ),
        Violation(
            testDescription: "a frame longer than 16 KiB",
            bytes: HTTP2Frame(kind: .ping, payload: Array(repeating: 0, count: 16_385)).bytes,
            code: 6
        ),
        Violation(
            testDescription: "SETTINGS cut short",
            bytes: HTTP2Frame(kind: .settings, payload: [0, 1, 0]).bytes,
            code: 6
        ),
        Violation(
            testDescription: "a window of nothing",
            bytes: HTTP2Frame.window(0, stream: 0).bytes,
            code: 1
        ),
        Violation(
            testDescription: "a header that nobody has named",
            bytes: HTTP2Frame(kind: .headers, flags: 5, stream: 1, payload: [0xFF, 0xFF, 0xFF, 0xFF, 0x7F]).bytes,
            code: 9
        ),
        Violation(
            testDescription: "CONTINUATION without end",
            bytes: HTTP2Frame(kind: .headers, stream: 1, payload: []).bytes
                + (0..<20).flatMap { _ in HTTP2Frame(kind: .continuation, stream: 1).bytes },
            code: nil
        ),
        Violation(
            testDescription: "requests reset as fast as they come",
            bytes: (0..<300).flatMap { number -> [UInt8] in
                let stream = UInt32(2 * number + 1)
                return HTTP2Frame.request("POST", "/", stream: stream, ends: false).bytes
                    + HTTP2Frame.reset(stream).bytes
            },
            code: 2
        ),
    ]

    @Test(arguments: all)
    func theConnectionEndsAndItsNeighboursNoticeNothing(violation: Violation) throws {
        let server = try TestServer()
        let (neighbour, other) = (try server.connectHTTP2(), try server.connect())
        try neighbour.send(.request("POST", "/echo", stream: 1, ends: false), .data("ab", stream: 1, ends: false))
        let tls = try server.tls { $0.protocols = ["h2"] }
        try tls.handshake()
        if violation.preface {
            let client = try HTTP2Client(tls)
            try client.tls.send(violation.bytes)
            try client.readToTheEnd()
            #expect(client.goAway?.code == violation.code)
        } else {
            try tls.send(violation.bytes)
            _ = try HTTP1Client(tls).rest()
        }
        try neighbour.send(.data("cd", stream: 1, ends: true))
        #expect(try neighbour.answer(on: 1).body == "abcd")
        #expect(try other.get("/").status == 200)
        server.expectCounts(["connectionsAccepted": 3, "requests": 2, "http2Violations": 1])
    }

    @Test func anOrdinaryEndIsNoViolation() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(.request("GET", "/", stream: 1, ends: true))
        #expect(try client.answer(on: 1).status == 200)
        try client.send(HTTP2Frame(kind: .goAway, payload: Array(repeating: 0, count: 8)))
        try client.tls.close()
        try client.readToTheEnd()
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
    }
}

import HTTP
import Testing

/// What is wrong with one stream, and does not concern the others.
@Suite struct HTTP2RefusalTests {
    private let noError: UInt32 = 0
    private let protocolError: UInt32 = 1
    private let internalError: UInt32 = 2

    private func limits(_ set: (inout Limits) -> Void) -> Limits {
        var limits = Limits()
        set(&limits)
        return limits
    }

    /// Answers as the server does: a fault by itself, all else by a route.
    private func answer(_ request: HTTP2Request) -> Response? {
        request.fault?.response ?? Response(.ok, body: request.request.body)
    }

    /// Sends one request between two others, and answers what came back on it.
    private func refusal(
        _ connection: HTTP2Connection,
        _ send: (HTTP2Client) throws -> Int32
    ) throws -> HTTP2Client.Answer {
        let before = try connection.client.request("POST", "/", body: [1])
        let stream = try send(connection.client)
        let after = try connection.client.request("POST", "/", body: [2])
        try connection.exchange(answer: answer)
        for (neighbour, body) in [(before, [1] as [UInt8]), (after, [2])] {
            #expect(connection.client.answers[neighbour]?.body == body)
            #expect(connection.client.answers[neighbour]?.closeCode == noError)
        }
        #expect(connection.client.goAway == nil)
        #expect(!connection.server.hasBeenTerminated)
        #expect(connection.server.bytesClaimed == 0)
        return try #require(connection.client.answers[stream])
    }

    private func expect(_ answer: HTTP2Client.Answer, _ status: String, _ text: String) {
        #expect(answer.fields[":status"] == status)
        #expect(String(decoding: answer.body, as: UTF8.self) == text)
    }

    /// Decompressing a few bytes can yield megabytes of fields: past twice the limit nobody looks at them any more.
    @Test func aHeadFarBeyondTheLimitIsNotAnswered() throws {
        let connection = try HTTP2Connection(limits: limits { $0.headBytes = 1000 })
        let fields = (0..<30).map { ("x-\($0)", String(repeating: "a", count: 100)) }
        let answer = try refusal(connection) { try $0.request("POST", "/", fields: fields) }
        #expect(answer == .init(closeCode: internalError))
    }

    @Test func aBodyOfExactlyTheLimitIsTaken() throws {
        let connection = try HTTP2Connection(limits: limits { $0.bodyBytes = 40_000 })
        let body = [UInt8](repeating: 5, count: 40_000)
        #expect(try refusal(connection) { try $0.request("POST", "/", body: body) }.body == body)
    }

    @Test func aBodyBeyondTheLimitIsRefused() throws {
        let connection = try HTTP2Connection(limits: limits { $0.bodyBytes = 40_000 })
        let answer = try refusal(connection) {
            try $0.request("POST", "/", body: [UInt8](repeating: 5, count: 40_001))
        }
        expect(answer, "413", "the body is longer than 40000 bytes\n")
    }

    /// The answer does not wait for the end of the body, and what still comes is thrown away.
    @Test func aBodyBeyondTheLimitIsRefusedAtOnce() throws {
        let connection = try HTTP2Connection(limits: limits { $0.bodyBytes = 4 })
        let stream = try connection.client.request("POST", "/", body: Array("012345".utf8), isWhole: false)
        try connection.exchange(answer: answer)
        #expect(connection.requests.map(\.fault) == [HTTPFault(.contentTooLarge, "the body is longer than 4 bytes")])
        #expect(connection.client.answers[stream]?.fields[":status"] == "413")
        try connection.receive(HTTP2Frame.data(UInt32(stream), flags: HTTP2Frame.endStream, [1, 2]).bytes, answer)
        #expect(connection.requests.count == 1)
        #expect(connection.server.isIdle)
        #expect(connection.server.bytesClaimed == 0)
    }

    @Test func aBodyThatIsAnnouncedBeyondTheLimitIsRefusedBeforeItComes() throws {
        let connection = try HTTP2Connection(limits: limits { $0.bodyBytes = 4 })
        for (length, fault) in [("4", nil), ("5", HTTPFault(.contentTooLarge, "the body is longer than 4 bytes"))] {
            let fields = [("content-length", length)]
            let stream = try connection.client.request("POST", "/", fields: fields, body: [1], isWhole: false)
            try connection.exchange { $0.fault?.response }
            #expect(connection.requests.last?.fault == fault)
            #expect(connection.client.answers[stream]?.fields[":status"] == fault.map { _ in "413" })
        }
    }

    /// As the server does when memory is short: what still comes of the body takes none.
    @Test func aRequestThatIsAnsweredBeforeItIsWholeHoldsNothing() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("POST", "/", body: [1, 2, 3], isWhole: false)
        try connection.exchange()
        connection.respond(.text(.serviceUnavailable, "try again"), to: stream)
        #expect(connection.server.bytesClaimed == 0)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.fields[":status"] == "503")
        try connection.receive(HTTP2Frame.data(UInt32(stream), [4]).bytes)
        #expect(connection.server.bytesClaimed == 0)
        try connection.receive(HTTP2Frame.data(UInt32(stream), flags: HTTP2Frame.endStream, [5]).bytes)
        #expect(connection.requests.isEmpty)
        #expect(connection.server.isIdle)
        #expect(connection.server.bytesClaimed == 0)
    }

    /// The frame that goes beyond the limit is the last of its request as well.
    @Test func aRequestThatIsRefusedIsGivenOnce() throws {
        let connection = try HTTP2Connection(limits: limits { $0.bodyBytes = 4 })
        _ = try connection.client.request("POST", "/", body: Array("012345".utf8))
        try connection.exchange { _ in nil }
        #expect(connection.requests.count == 1)
    }

    /// RFC 9113 §10.5.1 counts name, value and 32 bytes for each field. The four pseudo-header fields of these requests
    /// come to 167.
    @Test func headerFieldsOfExactlyTheLimitAreTaken() throws {
        let connection = try HTTP2Connection(limits: limits { $0.headBytes = 300 })
        let value = String(repeating: "v", count: 300 - 167 - 33)
        let answer = try refusal(connection) { try $0.request("GET", "/", fields: [("x", value)]) }
        #expect(answer.fields[":status"] == "200")
        #expect(connection.requests.compactMap { $0.request.fields["x"] } == [value])
    }

    @Test(arguments: [101, 20_000])
    func headerFieldsBeyondTheLimitAreRefused(_ length: Int) throws {
        let connection = try HTTP2Connection(limits: limits { $0.headBytes = 300 })
        let value = String(repeating: "v", count: length)
        let answer = try refusal(connection) { try $0.request("GET", "/", fields: [("x", value)]) }
        expect(answer, "431", "the header fields are longer than 300 bytes or more than 64\n")
    }

    @Test(arguments: [(64, "200"), (65, "431")])
    func numberOfHeaderFields(_ count: Int, _ status: String) throws {
        let connection = try HTTP2Connection()
        let fields = (0..<count).map { ("x\($0)", "v") }
        let answer = try refusal(connection) { try $0.request("GET", "/", fields: fields) }
        #expect(answer.fields[":status"] == status)
    }

    /// A request that is refused for its head is not waited for.
    @Test func headerFieldsBeyondTheLimitAreRefusedBeforeTheBodyComes() throws {
        let connection = try HTTP2Connection(limits: limits { $0.headBytes = 300 })
        let fields = [("x", String(repeating: "v", count: 300))]
        let stream = try connection.client.request("POST", "/", fields: fields, body: [1], isWhole: false)
        try connection.exchange(answer: answer)
        #expect(connection.client.answers[stream]?.fields[":status"] == "431")
        #expect(connection.requests.count == 1)
    }

    /// nghttp2 sees to it that these are no requests (RFC 9113 §8.1.1).
    @Test(arguments: [
        ("a body shorter than it says", [("content-length", "5")]),
        ("a body longer than it says", [("content-length", "3")]),
        ("two lengths", [("content-length", "4"), ("content-length", "4")]),
        ("a signed length", [("content-length", "+4")]),
        ("a connection field", [("connection", "close")]),
        ("a transfer coding", [("transfer-encoding", "chunked")]),
        ("a line end", [("x-test", "b\r\nc: d")]),
        ("NUL", [("x-test", "b\0")]),
        ("a space in a name", [("x test", "b")]),
        ("a second path", [(":path", "/b")]),
        ("an unknown pseudo-header field", [(":x", "b")]),
    ])
    func aMalformedRequestIsReset(_ name: String, _ fields: [(String, String)]) throws {
        let connection = try HTTP2Connection()
        let answer = try refusal(connection) {
            try $0.request("POST", "/", fields: fields, body: Array("body".utf8))
        }
        #expect(answer == .init(closeCode: protocolError))
        #expect(connection.requests.map(\.request.body) == [[1], [2]])
    }

    /// What a client over nghttp2 cannot be made to send.
    @Test(
        arguments: [
            ("upper case in a name", [0x82, 0x87, 0x84, 0, 1, UInt8(ascii: "X"), 1, UInt8(ascii: "b")]),
            ("no path", [0x82, 0x87]),
            ("no method", [0x87, 0x84]),
            ("an empty path", [0x82, 0x87, 4, 0]),
            ("a path behind a field", [0x82, 0x87, 0, 1, UInt8(ascii: "x"), 0, 0x84]),
        ] as [(String, [UInt8])]
    )
    func aMalformedHeadIsReset(_ name: String, _ block: [UInt8]) throws {
        let connection = try HTTP2Connection()
        try connection.receive(HTTP2Frame.preface + HTTP2Frame.settings.bytes)
        _ = try connection.serverOutput()
        try connection.receive(HTTP2Frame.headers(1, block).bytes + HTTP2Frame.headers(3).bytes)
        #expect(HTTP2Frame.all(in: try connection.serverOutput()) == [.reset(1, code: protocolError)])
        #expect(connection.requests.map(\.stream) == [3])
    }
}

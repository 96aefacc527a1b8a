import HTTP
import Testing

/// Neither side sends more than the other has room for.
@Suite struct HTTP2FlowControlTests {
    private let body = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

    @Test func aBodyLargerThanTheWindowsArrivesWhole() throws {
        var limits = Limits()
        limits.streamWindow = 1000
        limits.connectionWindow = 65_535
        let connection = try HTTP2Connection(limits: limits)
        // The client learns of its window before it sends.
        try connection.exchange()
        _ = try connection.client.request("POST", "/", body: body)
        let first = try connection.client.takeOutput()
        #expect(HTTP2Frame.all(in: first).filter { $0.type == 0 }.map(\.payload.count) == [1000])
        try connection.receive(first)
        #expect(connection.server.bytesClaimed == HTTP2Connection.headBytes(path: "/") + 1000)
        try connection.client.receive(connection.serverOutput())
        try connection.exchange()
        #expect(connection.requests.map(\.request.body) == [body])
        #expect(connection.server.bytesClaimed == 0)
    }

    @Test func anAnswerLargerThanTheWindowWaitsForTheClient() throws {
        let connection = try HTTP2Connection(client: .init(window: 1000, consumesByItself: false))
        let stream = try connection.client.request()
        let next = try connection.client.request()
        try connection.exchange { Response(.ok, body: $0.stream == stream ? body : [7]) }
        #expect(connection.client.answers[stream]?.body.count == 1000)
        #expect(connection.client.answers[stream]?.closeCode == nil)
        // Another stream is not held up.
        #expect(connection.client.answers[next]?.body == [7])
        #expect(!connection.server.isIdle)

        try connection.client.consume(1000, of: stream)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.body.count == 2000)
        while let answer = connection.client.answers[stream], answer.closeCode == nil {
            try connection.client.consume(1000, of: stream)
            try connection.exchange()
            try #require(connection.client.answers[stream] != answer, "no progress")
        }
        #expect(connection.client.answers[stream]?.body == body)
        #expect(connection.server.isIdle)
    }

    @Test func aBodyOfTheStandardLimitFitsTheStandardWindows() throws {
        let connection = try HTTP2Connection()
        let body = [UInt8](repeating: 9, count: Limits.standard.bodyBytes)
        let stream = try connection.client.request("POST", "/", body: body)
        try connection.exchange()
        #expect(connection.requests.map(\.request.body.count) == [body.count])
        #expect(connection.client.answers[stream]?.fields[":status"] == "200")
    }
}

import HTTP
import Testing

/// Streams that end before their time: given up by the client, or by the server for want of progress.
@Suite struct HTTP2ResetTests {
    private let cancel: UInt32 = 8
    private let noError: UInt32 = 0

    @Test func aRequestThatIsGivenUpHoldsNothing() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("POST", "/", body: [1, 2, 3], isWhole: false)
        try connection.exchange()
        #expect(connection.server.bytesClaimed == HTTP2Connection.headBytes(path: "/") + 3)
        #expect(connection.server.incompleteStreams == [stream])
        try connection.client.reset(stream)
        try connection.exchange()
        #expect(connection.server.bytesClaimed == 0)
        #expect(connection.server.isIdle)
        #expect(connection.requests.isEmpty)
    }

    @Test func theAnswerToARequestThatIsGivenUpIsThrownAway() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("POST", "/", body: [1, 2, 3])
        let next = try connection.client.request("POST", "/", body: [4])
        try connection.exchange { _ in nil }
        try connection.client.reset(stream)
        try connection.exchange()
        #expect(connection.server.bytesClaimed == HTTP2Connection.headBytes(path: "/") + 1)
        connection.respond(.text(.ok, "too late"), to: stream)
        connection.respond(.text(.ok, "in time"), to: next)
        try connection.exchange()
        #expect(connection.client.answers[stream] == .init(closeCode: cancel))
        #expect(connection.client.answers[next]?.body == Array("in time\n".utf8))
        #expect(connection.server.bytesClaimed == 0)
    }

    /// Request and reset in one piece: nobody is asked.
    @Test func aRequestThatIsGivenUpBeforeItIsTakenIsNotTaken() throws {
        let connection = try HTTP2Connection()
        let frames: [HTTP2Frame] = [.settings, .headers(1), .reset(1, code: cancel), .headers(3)]
        try connection.receive(HTTP2Frame.preface + frames.flatMap(\.bytes))
        #expect(connection.requests.map(\.stream) == [3])
    }

    @Test func anAnswerThatIsGivenUpHalfwayIsForgotten() throws {
        let connection = try HTTP2Connection(client: .init(window: 10))
        let stream = try connection.client.request()
        try connection.receive(connection.client.takeOutput()) { _ in .text(.ok, "a long story") }
        try connection.client.receive(connection.serverOutput())
        #expect(connection.client.answers[stream]?.body.count == 10)
        try connection.client.reset(stream)
        try connection.exchange()
        #expect(connection.server.isIdle)
        #expect(connection.client.answers[stream]?.closeCode == cancel)
    }

    @Test func aBodyThatDoesNotComeInTimeIsAnswered408() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("POST", "/", body: [1, 2, 3], isWhole: false)
        try connection.exchange()
        let limit = connection.now + Limits.standard.bodyTime
        #expect(connection.expireStreams(at: limit - .nanoseconds(1)) == 0)
        #expect(connection.expireStreams(at: limit) == 1)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.fields[":status"] == "408")
        #expect(connection.expireStreams(at: limit + Limits.standard.lingerTime) == 0)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.closeCode == noError)
        #expect(connection.server.isIdle)
        #expect(connection.server.bytesClaimed == 0)
    }

    @Test func anAnswerThatTheClientDoesNotTakeIsReset() throws {
        let connection = try HTTP2Connection(client: .init(window: 10, consumesByItself: false))
        let stream = try connection.client.request()
        connection.now += .seconds(5)
        try connection.exchange { _ in .text(.ok, "a long story") }
        let limit = connection.now + Limits.standard.writeTime
        #expect(connection.expireStreams(at: limit - .nanoseconds(1)) == 0)
        #expect(connection.expireStreams(at: limit) == 1)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.closeCode == cancel)
        #expect(connection.server.isIdle)
    }

    @Test func aClientThatTakesMoreHasMoreTime() throws {
        let connection = try HTTP2Connection(client: .init(window: 10, consumesByItself: false))
        let stream = try connection.client.request()
        try connection.exchange { _ in .text(.ok, "a long story of many words") }
        connection.now += Limits.standard.writeTime - .seconds(1)
        try connection.client.consume(10, of: stream)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.body.count == 20)
        #expect(connection.expireStreams(at: connection.now + Limits.standard.writeTime - .seconds(1)) == 0)
        #expect(connection.expireStreams(at: connection.now + Limits.standard.writeTime) == 1)
    }

    @Test func onlyStreamsWhoseTimeIsOverAreAnswered() throws {
        let connection = try HTTP2Connection()
        let early = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange()
        connection.now += .seconds(1)
        let late = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange()
        #expect(connection.expireStreams(at: connection.now + Limits.standard.bodyTime - .seconds(1)) == 1)
        try connection.exchange()
        #expect(connection.client.answers[early]?.fields[":status"] == "408")
        #expect(connection.client.answers[late]?.closeCode == nil)
    }

    /// curl 7.88 drops the answer to a request of which the stream is reset while it sends.
    @Test func aClientMaySendOnBehindItsAnswerForAWhile() throws {
        var limits = Limits()
        limits.bodyBytes = 10
        let connection = try HTTP2Connection(limits: limits)
        let body = [UInt8](repeating: 0x20, count: 11)
        let stream = try connection.client.request("POST", "/", body: body, isWhole: false)
        try connection.exchange { $0.fault?.response }
        #expect(connection.client.answers[stream]?.fields[":status"] == "413")
        let limit = connection.now + limits.lingerTime
        #expect(connection.expireStreams(at: limit - .nanoseconds(1)) == 0)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.closeCode == nil)
        #expect(connection.expireStreams(at: limit) == 0)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.closeCode == noError)
        #expect(connection.server.isIdle)
    }
}

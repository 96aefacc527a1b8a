import HTTP
import Testing

/// Which requests a session counts as under way, and which as answered by a route.
@Suite struct HTTP2InFlightTests {
    private func answered(_ connection: HTTP2Connection) -> [ContinuousClock.Instant] {
        var starts: [ContinuousClock.Instant] = []
        connection.server.takeAnswered { starts.append($0) }
        return starts
    }

    @Test func aRequestIsUnderWayFromItsHeadUntilItsAnswerIsTaken() throws {
        let connection = try HTTP2Connection()
        let start = connection.now
        let stream = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange { _ in nil }
        #expect(connection.server.requestsInFlight == 1)
        connection.now += .seconds(1)
        try connection.receive(HTTP2Frame.data(UInt32(stream), flags: HTTP2Frame.endStream, [2]).bytes) { _ in
            Response(.ok, body: [3])
        }
        #expect(connection.server.requestsInFlight == 1)
        #expect(answered(connection) == [])
        _ = try connection.serverOutput()
        #expect(connection.server.requestsInFlight == 0)
        #expect(answered(connection) == [start])
        // Each once.
        #expect(answered(connection) == [])
    }

    @Test func whatTheClientGivesUpIsUnderWayNoMore() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange { _ in nil }
        try connection.receive(HTTP2Frame.reset(UInt32(stream), code: 8).bytes)
        _ = try connection.serverOutput()
        #expect(connection.server.requestsInFlight == 0)
        #expect(answered(connection) == [])
    }

    /// The server's own answers would tell how slow clients are.
    @Test func whatTheServerAnswersItselfIsNotMeasured() throws {
        var limits = Limits()
        limits.bodyBytes = 1
        let connection = try HTTP2Connection(limits: limits)
        let tooLong = try connection.client.request("POST", "/", body: [1, 2])
        let late = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange { request in request.fault?.response }
        #expect(connection.server.requestsInFlight == 1)
        #expect(connection.expireStreams(at: connection.now + .seconds(20)) == 1)
        try connection.exchange()
        #expect(connection.client.answers[tooLong]?.fields[":status"] == "413")
        #expect(connection.client.answers[late]?.fields[":status"] == "408")
        #expect(connection.server.requestsInFlight == 0)
        #expect(answered(connection) == [])
    }

    @Test func whoeverIsNotWelcomeLearnsItBehindTheHead() throws {
        let connection = try HTTP2Connection()
        connection.server.refusal = .crowd
        let stream = try connection.client.request("POST", "/", body: [1], isWhole: false)
        try connection.exchange { request in
            #expect(request.fault == .crowd)
            return request.fault?.response
        }
        #expect(connection.client.answers[stream]?.fields[":status"] == "503")
        #expect(connection.client.answers[stream]?.fields["retry-after"] == "1")
        #expect(connection.requests.count == 1)
        connection.server.refusal = nil
        let other = try connection.client.request("POST", "/", body: [1])
        try connection.exchange()
        #expect(connection.client.answers[other]?.fields[":status"] == "200")
    }
}

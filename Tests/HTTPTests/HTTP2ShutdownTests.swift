import HTTP
import Testing

@Suite struct HTTP2ShutdownTests {
    @Test func openStreamsAreAnsweredAndNoFurtherOne() throws {
        let connection = try HTTP2Connection()
        let whole = try connection.client.request("POST", "/", body: [1])
        let half = try connection.client.request("POST", "/", body: [2], isWhole: false)
        try connection.exchange { _ in nil }
        connection.server.shutDown()
        let farewell = try connection.serverOutput()
        // The client has begun this one before it hears of the shutdown.
        let crossing = try connection.client.request("POST", "/", body: [3])
        try connection.receive(connection.client.takeOutput())
        try connection.client.receive(farewell)
        #expect(connection.client.goAway?.code == 0)
        #expect(connection.client.goAway?.lastStream == half)
        #expect(connection.requests.map(\.stream) == [whole])
        // REFUSED_STREAM tells the client that it may ask elsewhere.
        #expect(connection.client.answers[crossing] == .init(closeCode: 7))
        #expect(!connection.server.isFinished)

        connection.respond(Response(.ok, body: [4]), to: whole)
        try connection.receive(HTTP2Frame.data(UInt32(half), flags: HTTP2Frame.endStream, [2]).bytes) { _ in
            Response(.ok, body: [5])
        }
        try connection.client.receive(connection.serverOutput())
        #expect(connection.client.answers[whole]?.body == [4])
        #expect(connection.client.answers[half]?.body == [5])
        #expect(connection.server.isIdle)
        #expect(connection.server.isFinished)
        #expect(!connection.server.hasBeenTerminated)
    }

    @Test func anIdleSessionIsFinishedAsSoonAsItHasSaidSo() throws {
        let connection = try HTTP2Connection()
        try connection.exchange()
        connection.server.shutDown()
        #expect(!connection.server.isFinished)
        #expect(HTTP2Frame.all(in: try connection.serverOutput()) == [.goAway(last: 0, code: 0)])
        #expect(connection.server.isFinished)
    }

    @Test func theClientMayLeave() throws {
        let connection = try HTTP2Connection()
        let stream = try connection.client.request()
        try connection.exchange { _ in nil }
        try connection.client.leave()
        try connection.exchange()
        #expect(!connection.server.isFinished)
        connection.respond(Response(.ok), to: stream)
        try connection.exchange()
        #expect(connection.client.answers[stream]?.fields[":status"] == "200")
        #expect(connection.server.isFinished)
        #expect(!connection.server.hasBeenTerminated)
    }
}

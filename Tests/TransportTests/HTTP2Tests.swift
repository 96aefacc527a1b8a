import Glibc
import HTTP
import Testing

/// HTTP/2 over a real connection.
@Suite struct HTTP2Tests {
    private let cancel: UInt32 = 8
    private let noError: UInt32 = 0

    @Test func aRequestGetsItsAnswer() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(
            .request("POST", "/echo", stream: 1, ends: false),
            .data("hel", stream: 1, ends: false),
            .data("lo", stream: 1, ends: true)
        )
        var answer = try client.answer(on: 1)
        #expect(answer.date != nil)
        answer.date = nil
        let fields = ["content-type: text/plain", "content-length: 5"]
        #expect(answer == HTTPAnswer(status: 200, fields: fields, body: "hello"))
        try client.send(.request("HEAD", "/bytes?count=7", stream: 3, ends: true))
        #expect(try client.answer(on: 3).fields == ["content-type: text/plain", "content-length: 7"])
        server.expectCounts(["connectionsAccepted": 1, "requests": 2])
    }

    @Test func manyStreamsAreOpenAtOnceAndEndInAnyOrder() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        let streams = (0..<100).map { UInt32(2 * $0 + 1) }
        for stream in streams {
            try client.send(.request("POST", "/echo", stream: stream, ends: false))
        }
        for stream in streams.reversed() {
            try client.send(.data("body of \(stream)", stream: stream, ends: true))
        }
        for stream in streams {
            #expect(try client.answer(on: stream).body == "body of \(stream)")
        }
        server.expectCounts(["connectionsAccepted": 1, "requests": 100])
    }

    @Test func framesMayBeCutIntoTLSRecordsAnywhere() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        let frames: [HTTP2Frame] = [
            .request("POST", "/echo", stream: 1, ends: false), .data("hello", stream: 1, ends: true),
            .request("GET", "/", stream: 3, ends: true),
        ]
        try client.tls.socket.send(frames.flatMap(\.bytes).flatMap { client.tls.encrypt([$0]) })
        #expect(try client.answer(on: 1).body == "hello")
        #expect(try client.answer(on: 3).body == "GET / 0")
    }

    @Test func anAnswerLongerThanTheWindowWaitsForIt() throws {
        let server = try TestServer()
        let client = try server.connectHTTP2()
        try client.send(.request("GET", "/bytes?count=200000", stream: 1, ends: true))
        try client.send(.request("GET", "/other", stream: 3, ends: true))
        try client.send(.window(200_000, stream: 0), .window(200_000, stream: 1))
        #expect(try client.answer(on: 3).body == "GET /other 0")
        #expect(try client.answer(on: 1).body.utf8.count == 200_000)
    }

    @Test func whatComesTooSlowlyIsAnsweredAndReset() throws {
        let server = try TestServer { $0.bodyTime = .milliseconds(300) }
        let client = try server.connectHTTP2()
        let start = ContinuousClock.now
        try client.send(.request("POST", "/", stream: 1, ends: false), .data("x", stream: 1, ends: false))
        #expect(try client.answer(on: 1).status == 408)
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        #expect(try client.readReset(of: 1) == noError)
        try client.send(.request("GET", "/", stream: 3, ends: true))
        #expect(try client.answer(on: 3).status == 200)
        server.expectCounts(["connectionsAccepted": 1, "requests": 1, "timeouts": 1])
    }

    @Test func anAnswerThatIsNotTakenIsReset() throws {
        let server = try TestServer { $0.writeTime = .milliseconds(300) }
        let client = try server.connectHTTP2()
        // Longer than the window of 65,535 bytes that a client has unless it says otherwise.
        try client.send(.request("GET", "/bytes?count=70000", stream: 1, ends: true))
        #expect(try client.readReset(of: 1) == cancel)
        try client.send(.window(100_000, stream: 0), .request("GET", "/", stream: 3, ends: true))
        #expect(try client.answer(on: 3).status == 200)
        server.expectCounts(["connectionsAccepted": 1, "requests": 2, "timeouts": 1])
    }

    @Test func aConnectionThatIsNotUsedIsSaidGoodbye() throws {
        let server = try TestServer { $0.idleTime = .milliseconds(300) }
        let start = ContinuousClock.now
        let client = try server.connectHTTP2()
        try client.send(.request("GET", "/", stream: 1, ends: true))
        #expect(try client.answer(on: 1).status == 200)
        #expect(try client.readGoAway() == HTTP2Client.GoAway(lastStream: 1, code: 0))
        try client.readToTheEnd()
        #expect(ContinuousClock.now - start >= .milliseconds(300))
        server.expectCounts(["connectionsAccepted": 1, "requests": 1])
    }

    /// Whatever else a client sends: nobody waits for an answer.
    @Test func onlyRequestsKeepAConnectionInUse() throws {
        let server = try TestServer { $0.idleTime = .milliseconds(300) }
        let client = try server.connectHTTP2()
        for _ in 0..<10 {
            usleep(100_000)
            // Fails once the server has gone.
            try? client.send(.window(1, stream: 0))
        }
        #expect(throws: (any Error).self) {
            try client.send(.request("GET", "/", stream: 1, ends: true))
            _ = try client.answer(on: 1)
        }
        server.expectCounts(["connectionsAccepted": 1])
    }

    @Test func bodiesThatDoNotFitAreTurnedAwayForASecond() throws {
        // Heads count, too: this client's have 170 bytes with the overhead that HTTP/2 reckons.
        let server = try TestServer {
            $0.bytesInFlight = 1400
            $0.freeBodyBytes = 0
        }
        let client = try server.connectHTTP2()
        let part = String(repeating: "x", count: 600)
        try client.send(.request("POST", "/", stream: 1, ends: false), .data(part, stream: 1, ends: false))
        try client.send(.request("POST", "/", stream: 3, ends: false), .data(part, stream: 3, ends: false))
        for stream: UInt32 in [1, 3] {
            var answer = try client.answer(on: stream)
            answer.date = nil
            let fields = ["content-type: text/plain; charset=utf-8", "content-length: 43", "retry-after: 1"]
            let body = "too many requests are under way; try again\n"
            #expect(answer == HTTPAnswer(status: 503, fields: fields, body: body))
        }
        // What both have held is free again, for all of it.
        for stream: UInt32 in [5, 7] {
            try client.send(
                .request("POST", "/", stream: stream, ends: false),
                .data(part, stream: stream, ends: false)
            )
            try client.send(.data(String(part.prefix(400)), stream: stream, ends: true))
            #expect(try client.answer(on: stream).body == "POST / 1000")
        }
        server.expectCounts(["connectionsAccepted": 1, "requests": 2, "overloads": 2])
    }

    @Test func aConnectionThatHoldsLittleIsServedWhereThereIsNoRoom() throws {
        let server = try TestServer {
            $0.bytesInFlight = 0
            $0.freeBodyBytes = 1000
        }
        let client = try server.connectHTTP2()
        let body = String(repeating: "x", count: 800)
        try client.send(.request("POST", "/", stream: 1, ends: false), .data(body, stream: 1, ends: false))
        try client.send(.data("x", stream: 1, ends: true))
        #expect(try client.answer(on: 1).body == "POST / 801")
        try client.send(.request("POST", "/", stream: 3, ends: false), .data(body + body, stream: 3, ends: false))
        #expect(try client.answer(on: 3).status == 503)
    }

    /// Whichever way a stream ends, what it has held is given back.
    @Test(arguments: ["reset", "timeout", "end"])
    func whatAStreamHeldIsGivenBack(ending: String) throws {
        let server = try TestServer {
            $0.bytesInFlight = 1300
            $0.freeBodyBytes = 0
            $0.bodyTime = .milliseconds(ending == "timeout" ? 300 : 10_000)
        }
        let everything = String(repeating: "x", count: 1000)
        var client = try server.connectHTTP2()
        for round: UInt32 in [1, 3, 5] {
            let stream = ending == "end" ? 1 : round
            try client.send(.request("POST", "/", stream: stream, ends: false))
            try client.send(.data(everything, stream: stream, ends: false))
            switch ending {
            case "reset": try client.send(.reset(stream))
            case "timeout": #expect(try client.answer(on: stream).status == 408)
            default:
                try client.tls.close()
                try client.readToTheEnd()
                client = try server.connectHTTP2()
            }
        }
        server.expectCounts(
            ending == "timeout"
                ? ["connectionsAccepted": 1, "timeouts": 3] : ["connectionsAccepted": ending == "end" ? 4 : 1]
        )
    }
}

import HTTP
import TestSupport

/// A client and the server's session, joined in memory.
final class HTTP2Connection {
    let client: HTTP2Client
    let server: HTTP2Session
    /// The time that the server is told.
    var now = ContinuousClock.now
    /// What the server has been asked, in order.
    private(set) var requests: [HTTP2Request] = []
    private let memory = GuardedMemory(capacity: 32 << 20)

    init(limits: Limits = .standard, client: HTTP2Client.Settings = HTTP2Client.Settings()) throws {
        self.client = try HTTP2Client(client)
        server = try HTTP2Session(limits: limits, now: now)
    }

    /// Carries bytes both ways until neither side has anything more to say.
    ///
    /// - Parameters:
    ///   - pieceSize: the most bytes that reach the server at once.
    ///   - answer: answers a request; nil leaves it open.
    /// - Throws: when either side cannot go on.
    func exchange(pieceSize: Int = 16 << 10, answer: (HTTP2Request) -> Response? = { _ in Response(.ok) }) throws {
        while true {
            let up = try client.takeOutput()
            for start in stride(from: 0, to: up.count, by: pieceSize) {
                try receive(up[start...].prefix(pieceSize), answer)
            }
            let down = try serverOutput()
            try client.receive(down)
            guard !up.isEmpty || !down.isEmpty else { return }
        }
    }

    /// Hands bytes to the server alone, and what they ask for to `answer`.
    func receive(_ bytes: some Collection<UInt8>, _ answer: (HTTP2Request) -> Response? = { _ in nil }) throws {
        try memory.lend(bytes) { try server.receive($0, now: now) }
        while let request = server.nextRequest() {
            requests.append(request)
            if let response = answer(request) {
                respond(response, to: request.stream)
            }
        }
    }

    /// Answers a request later; the client hears of it with the next exchange.
    func respond(_ response: Response, to stream: Int32) {
        server.respond(response, to: stream, date: HTTPDate(seconds: 784_111_777))
    }

    /// Lets the server look at its deadlines; the client hears of it with the next exchange.
    func expireStreams(at moment: ContinuousClock.Instant) -> Int {
        server.expireStreams(now: moment, date: HTTPDate(seconds: 784_111_777))
    }

    /// Bytes that the header fields of a POST of this client claim: 32 for each of four fields, their names and values.
    static func headBytes(path: String) -> Int {
        4 * 32 + ":method:scheme:authority:path".utf8.count + "POSThttpsa".utf8.count + path.utf8.count
    }

    func serverOutput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try server.takeOutput(into: &bytes)
        return bytes
    }
}

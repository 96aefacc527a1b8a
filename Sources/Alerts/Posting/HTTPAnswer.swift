package import Foundation

/// What a server answered, as much of it as was read.
package struct HTTPAnswer: Sendable {
    /// Bytes of a body that are read unless more is asked for: no robot says more, and a stranger may talk for ever.
    package static let limit = 64 << 10

    package var status: Int
    /// By name in small letters.
    package var headers: [String: String]
    package var body: [UInt8]
    /// When it came, by this machine's clock.
    package var received: Date

    /// The longest pause that a header may ask for.
    private static let longestPause = Duration.seconds(900)

    var isSuccess: Bool { (200...299).contains(status) }

    /// The body as text, without what is around it.
    var text: String {
        let end = body.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? 0
        return String(decoding: body[..<end].drop { $0 <= 0x20 }, as: UTF8.self)
    }

    /// Whether the body is a page for people, which no robot sends: somebody on the way does, or a wall before it.
    package var isHTML: Bool { body.first { $0 > 0x20 } == UInt8(ascii: "<") }

    /// How long to wait, as `Retry-After` (RFC 9110 §10.2.3) has it, or Feishu's gateway: 15 minutes at the most.
    package var pause: Duration? {
        for name in ["retry-after", "x-ogw-ratelimit-reset"] {
            guard let value = headers[name]?.trimmingCharacters(in: .whitespaces) else { continue }
            let seconds = Double(value) ?? HTTPDate.parse(value).map { $0.timeIntervalSince(received) }
            guard let seconds, seconds.isFinite else { continue }
            return min(max(.seconds(min(seconds, 86_400)), .seconds(1)), Self.longestPause)
        }
        return nil
    }

    /// How far this machine's clock is ahead of the server's, negative where it is behind; nil where the server does not
    /// say its time.
    package var clockSkew: Duration? {
        guard let date = headers["date"].flatMap(HTTPDate.parse) else { return nil }
        return .seconds(Int(received.timeIntervalSince(date).rounded()))
    }

    /// The host that a redirect leads to; nil for answers that are none.
    var redirect: String? {
        guard (300...399).contains(status) else { return nil }
        let host = headers["location"].flatMap { URLComponents(string: $0)?.host }
        return host.flatMap { $0.isEmpty ? nil : $0 } ?? "another place on the same host"
    }
}

import HTTP
package import Telemetry

/// What the server has seen since its start, for logs and metrics.
package struct ServerCounters: Sendable {
    /// Connections accepted.
    package let accepted = Counter()
    /// Connections closed at once because there were too many and none was idle.
    package let refused = Counter()
    /// Idle connections and handshakes closed early because there were too many.
    package let evicted = Counter()
    /// Times that accepting paused because the system had no descriptor or memory left.
    package let acceptPauses = Counter()
    /// Handshakes that failed, be it for TLS, the client's certificate, or a peer that only looked.
    package let handshakesFailed = Counter()
    /// Connections closed because a record could not be decrypted or written.
    package let recordsFailed = Counter()
    /// Requests answered by a route.
    package let requests = Counter()
    /// Requests answered by the server itself, malformed or past a limit of their own.
    package let faults = Counter()
    /// Handshakes, requests and answers that took too long.
    package let timeouts = Counter()
    /// Requests answered 503 because too many bytes were in flight.
    package let overloads = Counter()
    /// HTTP/2 connections closed for what the client did.
    package let http2Violations = Counter()

    package init() {}

    /// Counts a request that the server answers itself, once, by what was wrong.
    func count(_ fault: HTTPFault) {
        switch fault.status {
        case .serviceUnavailable: overloads.increment()
        case .requestTimeout: timeouts.increment()
        default: faults.increment()
        }
    }
}

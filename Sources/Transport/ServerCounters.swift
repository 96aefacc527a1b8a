package import Telemetry

/// What the server has seen since its start, for logs and metrics.
package struct ServerCounters: Sendable {
    /// Connections accepted.
    package let accepted = Counter()
    /// Connections closed at once because there were too many, or no descriptor was left.
    package let refused = Counter()
    /// Handshakes that failed, be it for TLS, the client's certificate, or a peer that only looked.
    package let handshakesFailed = Counter()
    /// Requests answered by a route.
    package let requests = Counter()
    /// Requests answered by the server itself: malformed or past a limit.
    package let faults = Counter()
    /// Handshakes, requests and answers that took too long.
    package let timeouts = Counter()
    /// Requests answered 503 because too many bytes were in flight.
    package let overloads = Counter()
    /// HTTP/2 connections closed for what the client did.
    package let http2Violations = Counter()

    package init() {}

    /// The name and value of each.
    package var values: [(name: String, value: Int)] {
        [
            ("connectionsAccepted", accepted.value), ("connectionsRefused", refused.value),
            ("handshakesFailed", handshakesFailed.value), ("requests", requests.value), ("faults", faults.value),
            ("timeouts", timeouts.value), ("overloads", overloads.value), ("http2Violations", http2Violations.value),
        ]
    }
}

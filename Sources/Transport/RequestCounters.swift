package import Telemetry

/// What one loop counts of requests: what moves with each of them.
package final class RequestCounters: Sendable {
    /// Requests answered by a route.
    package let answered = Counter()
    /// Bytes of their bodies.
    package let bodyBytes = Counter()
    /// Requests from their first byte to the last of their answer.
    package let inFlight = Gauge()
    /// How long requests took that a route has answered, from their first byte until the last of their answer was encrypted.
    package let duration = Histogram()

    package init() {}
}

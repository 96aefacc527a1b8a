import HTTP
package import TLS
package import Telemetry

/// What the server has seen since its start, for logs and metrics.
package struct ServerCounters: Sendable {
    /// Connections accepted.
    package let accepted = Counter()
    /// Connections closed at once because even the reserve had no place for them.
    package let refused = Counter()
    /// Connections that were idle for long, and old handshakes, closed because there were too many.
    package let evicted = Counter()
    /// Times that accepting paused because the system had no descriptor or memory left.
    package let acceptPauses = Counter()
    /// Handshakes that failed, be it for TLS, the client's certificate, or a peer that only looked.
    package let handshakesFailed = CounterFamily<HandshakeFailure>()
    /// Connections closed because a record could not be decrypted or written.
    package let recordsFailed = Counter()
    /// What moves with each request, of each loop.
    package let requests = Shares<RequestCounters>()
    /// Requests answered by the server itself, malformed or past a limit of their own.
    package let faults = Counter()
    /// Handshakes, requests and answers that took too long.
    package let timeouts = Counter()
    /// Requests answered 503 because there was no room for them.
    package let overloads = CounterFamily<OverloadLimit>()
    /// HTTP/2 connections closed for what the client did.
    package let http2Violations = Counter()

    /// Connections that are open in a usual place.
    package let connections = Gauge()
    /// Connections that are open in a place of the reserve.
    package let reserveConnections = Gauge()
    /// Bytes of bodies under way that count against `Limits.bytesInFlight`.
    package let bodyBytesInFlight = Gauge()

    package init() {}

    /// How long the requests of all loops took.
    package var requestDuration: Histogram.Reading {
        requests.all.reduce(Histogram.Reading()) { $0 + $1.duration.reading }
    }

    /// Counts a request that the server answers itself, once, by what was wrong.
    func count(_ fault: HTTPFault) {
        switch fault.status {
        case .serviceUnavailable: overloads.increment(fault == .crowd ? .connections : .bytes)
        case .requestTimeout: timeouts.increment()
        default: faults.increment()
        }
    }
}

package import Telemetry

/// One of the server's counters as it stands, with what to call it.
package struct ServerReading: Sendable {
    /// In a log line: `connectionsAccepted`.
    package let name: String
    /// Among metrics, without the program's prefix: `connections_accepted_total`.
    fileprivate let metric: String
    /// What it counts, in one sentence.
    fileprivate let help: String
    package let value: Int

    fileprivate init(_ name: String, _ metric: String, _ help: String, _ value: Int) {
        (self.name, self.metric, self.help, self.value) = (name, metric, help, value)
    }
}

extension ServerCounters {
    /// All counters, always in the same order.
    package var values: [ServerReading] {
        [
            ServerReading(
                "connectionsAccepted",
                "connections_accepted_total",
                "Connections accepted.",
                accepted.value
            ),
            ServerReading(
                "connectionsRefused",
                "connections_refused_total",
                "Connections closed at once because there were too many and none was idle.",
                refused.value
            ),
            ServerReading(
                "connectionsEvicted",
                "connections_evicted_total",
                "Idle connections and handshakes closed early because there were too many.",
                evicted.value
            ),
            ServerReading(
                "acceptPauses",
                "accept_pauses_total",
                "Times that accepting paused because the system had no descriptor or memory left.",
                acceptPauses.value
            ),
            ServerReading(
                "handshakesFailed",
                "tls_handshakes_failed_total",
                "TLS handshakes that failed, those of peers that only looked among them.",
                handshakesFailed.value
            ),
            ServerReading(
                "recordsFailed",
                "tls_records_failed_total",
                "Connections closed because a TLS record could not be decrypted or written.",
                recordsFailed.value
            ),
            ServerReading("requests", "http_requests_total", "Requests answered by a route.", requests.value),
            ServerReading(
                "faults",
                "http_faults_total",
                "Requests refused before a route: malformed or past a limit.",
                faults.value
            ),
            ServerReading(
                "timeouts",
                "timeouts_total",
                "Handshakes, requests and answers that took too long.",
                timeouts.value
            ),
            ServerReading(
                "overloads",
                "http_overloads_total",
                "Requests answered 503 because too many bytes were in flight.",
                overloads.value
            ),
            ServerReading(
                "http2Violations",
                "http2_violations_total",
                "HTTP/2 connections closed for what the client did.",
                http2Violations.value
            ),
        ]
    }
}

extension ServerCounters {
    /// Writes all counters as metrics of the program.
    package func collect(into text: inout PrometheusText) {
        for counter in values {
            text.counter("mig_gate_\(counter.metric)", counter.help, counter.value)
        }
    }
}

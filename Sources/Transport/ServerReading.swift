import TLS
package import Telemetry

/// One of the server's counters as it stands, with what to call it.
package struct ServerReading: Sendable {
    /// In a log line: `connectionsAccepted`.
    package let name: String
    /// Among metrics: `mig_gate_connections_accepted_total`.
    fileprivate let metric: String
    /// What it counts, in one sentence.
    fileprivate let help: String
    package let value: Int
    /// The label by which metrics tell parts of it apart, with every part; nil for none.
    fileprivate let parts: (label: String, values: [(label: String, value: Int)])?

    fileprivate init(_ name: String, _ metric: String, _ help: String, _ value: Int) {
        (self.name, self.metric, self.help) = (name, "mig_gate_\(metric)", help)
        self.value = value
        parts = nil
    }

    fileprivate init<Label>(
        _ name: String,
        _ metric: String,
        _ help: String,
        _ family: CounterFamily<Label>,
        by label: String
    ) {
        (self.name, self.metric, self.help) = (name, "mig_gate_\(metric)", help)
        let values = family.values
        value = values.reduce(0) { $0 + $1.value }
        parts = (label, values)
    }
}

extension ServerCounters {
    /// What has happened how often, always in the same order; what has a label as the sum over it.
    package var values: [ServerReading] {
        [
            ServerReading("connectionsAccepted", "connections_accepted_total", "Connections accepted.", accepted.value),
            ServerReading(
                "connectionsRefused",
                "connections_refused_total",
                "Connections closed at once because there were too many, those that are only told so among them.",
                refused.value
            ),
            ServerReading(
                "connectionsEvicted",
                "connections_evicted_total",
                "Connections idle for long and old handshakes closed because there were too many.",
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
                "TLS handshakes that failed, those of peers that only looked among them, by cause.",
                handshakesFailed,
                by: "cause"
            ),
            ServerReading(
                "recordsFailed",
                "tls_records_failed_total",
                "Connections closed because a TLS record could not be decrypted or written.",
                recordsFailed.value
            ),
            ServerReading(
                "requests",
                "http_requests_total",
                "Requests answered by a route.",
                requests.sum(\.answered.value)
            ),
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
                "Requests answered 503 because too many connections were open or bytes in flight, by limit.",
                overloads,
                by: "limit"
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
    /// Writes everything as metrics of the program.
    package func collect(into text: inout PrometheusText) {
        for counter in values {
            text.family(counter.metric, .counter, counter.help) { samples in
                guard let (label, values) = counter.parts else { return samples.add(counter.value) }
                for part in values {
                    samples.add(part.value, [label: part.label])
                }
            }
        }
        text.counter(
            "mig_gate_http_request_body_bytes_total",
            "Bytes of the bodies of requests answered by a route.",
            requests.sum(\.bodyBytes.value)
        )
        text.gauge(
            "mig_gate_connections",
            "Connections open, those that are only told that there are too many among them.",
            connections.value + reserveConnections.value
        )
        text.gauge(
            "mig_gate_http_requests_in_flight",
            "Requests whose first byte has come and whose answer is not whole yet.",
            requests.sum(\.inFlight.value)
        )
        text.gauge(
            "mig_gate_http_body_bytes_in_flight",
            "Bytes of request bodies under way, beyond the first 64 KiB of each.",
            bodyBytesInFlight.value
        )
        text.histogram(
            "mig_gate_http_request_duration_seconds",
            "Time from a request's first byte until its answer is encrypted, of requests answered by a route.",
            requestDuration
        )
    }
}

import HTTP
import TLS
import Telemetry
import Testing
import Transport

/// How the server's numbers look to Prometheus and in a log.
@Suite struct ServerReadingTests {
    private let counters = ServerCounters()

    private func metrics() -> [Substring] {
        var text = PrometheusText()
        counters.collect(into: &text)
        return text.text.split(separator: "\n")
    }

    @Test func everyValueOfALabelIsThereFromTheBeginning() {
        let samples = metrics().filter { $0.hasPrefix("mig_gate_tls_handshakes") || $0.hasPrefix("mig_gate_http_over") }
        let causes = [
            "not_tls", "version", "cipher", "client_certificate", "certificate_refused", "closed", "timeout", "other",
        ]
        #expect(
            samples.map(String.init)
                == causes.map { #"mig_gate_tls_handshakes_failed_total{cause="\#($0)"} 0"# }
                + ["connections", "bytes"].map { #"mig_gate_http_overloads_total{limit="\#($0)"} 0"# }
        )
    }

    @Test func whatHasALabelIsOneSumInALog() {
        counters.handshakesFailed.increment(.notTLS)
        counters.handshakesFailed.increment(.closed)
        counters.handshakesFailed.increment(.closed)
        counters.overloads.increment(.bytes)
        let values = Dictionary(uniqueKeysWithValues: counters.values.map { ($0.name, $0.value) })
        #expect(values["handshakesFailed"] == 3)
        #expect(values["overloads"] == 1)
        #expect(metrics().contains(#"mig_gate_tls_handshakes_failed_total{cause="closed"} 2"#))
        #expect(metrics().contains(#"mig_gate_http_overloads_total{limit="bytes"} 1"#))
    }

    @Test func whatIsThereAtPresentIsShown() {
        counters.connections.add(3)
        counters.reserveConnections.add(2)
        counters.bodyBytesInFlight.add(5)
        // Two loops.
        for (inFlight, bytes) in [(1, 2), (3, 4)] {
            let requests = counters.requests.add(RequestCounters())
            requests.answered.increment()
            requests.inFlight.add(inFlight)
            requests.bodyBytes.increment(by: bytes)
            requests.duration.observe(.milliseconds(2))
        }
        for sample in [
            "mig_gate_connections 5", "mig_gate_http_requests_in_flight 4", "mig_gate_http_body_bytes_in_flight 5",
            "mig_gate_http_request_body_bytes_total 6",
            #"mig_gate_http_request_duration_seconds_bucket{le="0.0025"} 2"#,
            "mig_gate_http_request_duration_seconds_count 2",
            "mig_gate_http_request_duration_seconds_sum 0.004", "mig_gate_http_requests_total 2",
        ] {
            #expect(metrics().contains(sample[...]), "\(sample)")
        }
    }
}

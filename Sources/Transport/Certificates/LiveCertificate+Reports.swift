package import Telemetry

extension LiveCertificate {
    /// Seconds before its end in which somebody should look why there is no new certificate yet.
    private static let warningTime = 7 * 86_400

    /// How the certificate is, for `/readyz`: files that cannot be served are no reason to send no requests as long as what was
    /// before them is good.
    package var health: ServingHealth {
        let (status, now) = (status, now)
        let (start, end) = (status.validity.start, status.validity.end)
        guard now <= end else {
            let who = end < status.leaf.notAfter ? "an issuer in its chain " : ""
            return .notReady("\(who)expired at \(Moment.text(end))" + (status.failure.map { "; \($0)" } ?? ""))
        }
        guard now >= start else { return .notReady("valid only from \(Moment.text(start))") }
        guard status.isFit else { return .notReady(status.failure ?? "") }
        let note = "expires \(Moment.text(end)) in \(Moment.length(end - now)), generation \(status.generation)"
        if let failure = status.failure {
            return .degraded("\(note) still counts, the files cannot be served: \(failure)")
        }
        return end - now < Self.warningTime ? .degraded("\(note): a new one is due") : .ready(note)
    }

    /// Writes what there is to know about the certificate as metrics.
    package func collect(into text: inout PrometheusText) {
        let status = status
        text.gauge(
            "mig_gate_certificate_expiry_timestamp_seconds",
            "When the serving certificate, or an issuer in its chain, ends, in seconds since 1970.",
            status.validity.end
        )
        text.gauge(
            "mig_gate_certificate_remaining_seconds",
            "Seconds until the serving certificate, or an issuer in its chain, ends, below zero once it has.",
            status.validity.end - now
        )
        text.gauge(
            "mig_gate_certificate_generation",
            "Serving certificates that have counted since the start, the present one included.",
            status.generation
        )
        text.gauge(
            "mig_gate_certificate_reload_failed",
            "1 while the certificate's files cannot be served, otherwise 0.",
            status.failure == nil ? 0 : 1
        )
        text.counter(
            "mig_gate_certificate_reload_failures_total",
            "Times that the certificate's files were found to be something that cannot be served.",
            status.failureCount
        )
    }
}

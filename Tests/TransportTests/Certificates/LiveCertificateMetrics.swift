import Telemetry
import Transport

extension LiveCertificate {
    /// What it tells Prometheus, with a line feed in front.
    var metrics: String {
        var text = PrometheusText()
        collect(into: &text)
        return "\n\(text.text)"
    }
}

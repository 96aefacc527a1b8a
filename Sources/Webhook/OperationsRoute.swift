package import HTTP
package import Telemetry

/// Answers those who run the gate: `/livez` and `/readyz` for the kubelet, `/metrics` for Prometheus.
package final class OperationsRoute: Responder {
    /// Writes families of metrics; registered by whoever owns the numbers. Called on the operations port's thread at each
    /// scrape: waits for nobody and asks no disk.
    package typealias Collector = @Sendable (inout PrometheusText) -> Void

    private let liveness: [HealthCheck]
    private let readiness: [HealthCheck]
    private let collectors: [Collector]

    /// - Parameters:
    ///   - liveness: what `/livez` looks at, in the order of its lines.
    ///   - readiness: what `/readyz` looks at, likewise.
    ///   - collectors: what `/metrics` shows, in its order.
    package init(liveness: [HealthCheck], readiness: [HealthCheck], collectors: [Collector]) {
        self.liveness = liveness
        self.readiness = readiness
        self.collectors = collectors
    }

    package func respond(to request: Request) -> Response {
        let answer: () -> Response
        if request.isFor("/livez") {
            answer = { [self] in health(liveness, "livez", isVerbose: request.hasQuery("verbose")) }
        } else if request.isFor("/readyz") {
            answer = { [self] in health(readiness, "readyz", isVerbose: request.hasQuery("verbose")) }
        } else if request.isFor("/metrics") {
            answer = metrics
        } else {
            return .text(.notFound, "there is nothing here; look at /livez, /readyz, /readyz?verbose or /metrics")
        }
        guard request.method == "GET" || request.method == "HEAD" else {
            return .text(.methodNotAllowed, "this is only read, with GET", allow: "GET, HEAD")
        }
        return answer()
    }

    /// Like Kubernetes' own: a word where all is well, all lines where it is not or they are asked for. What is degraded is
    /// always told.
    private func health(_ checks: [HealthCheck], _ name: String, isVerbose: Bool) -> Response {
        let reports = checks.map(\.report)
        let isWell = reports.allSatisfy { if case .notReady = $0.status { false } else { true } }
        guard isWell else {
            let lines = reports.map(\.line) + ["\(name) check failed"]
            return .text(.serviceUnavailable, lines.joined(separator: "\n"))
        }
        guard isVerbose else {
            let degraded = reports.filter { if case .degraded = $0.status { true } else { false } }
            return .text(.ok, (["ok"] + degraded.map(\.line)).joined(separator: "\n"))
        }
        return .text(.ok, (reports.map(\.line) + ["\(name) check passed"]).joined(separator: "\n"))
    }

    private func metrics() -> Response {
        var text = PrometheusText()
        for collect in collectors {
            collect(&text)
        }
        return Response(.ok, contentType: PrometheusText.contentType, body: Array(text.text.utf8))
    }
}

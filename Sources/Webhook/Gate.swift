import Admission
package import HTTP
package import Logging
import Synchronization
import Telemetry

/// The gate put together from its configuration: the policy, the log, the alerts, and the routes made of them.
package final class Gate: Sendable {
    package let logger: Logger
    private let decisions: Logger
    package let policy: LivePolicy
    /// Who hears of what was found; nil where nobody does.
    package let alerts: GateAlerts?
    private let limits = Limits.standard
    private let logWriter: LogWriter
    private let reviews = Shares<ReviewCounters>()
    private let isDraining = Atomic<Bool>(false)

    /// - Parameters:
    ///   - policyFile: the file to read, nil for the standard policy.
    ///   - alerts: the file that says who hears of what was found, nil where nobody does; and the folder in which
    ///     messages wait, nil for memory only.
    ///   - logLevel: the least important records to write.
    /// - Throws: `ConfigurationError` with everything that is wrong with the policy, or with the alerts.
    package init(
        policyFile: String?,
        alerts: (file: String, folder: String?)? = nil,
        logLevel: Logger.Level
    ) throws(ConfigurationError) {
        policy = try LivePolicy(file: policyFile)
        let writer = LogWriter(capacity: limits.logQueue)
        let logger = Logger(label: "mig-gate") { JSONLogHandler(label: $0, level: logLevel, writer: writer) }
        logWriter = writer
        self.logger = logger
        decisions = Logger(label: "mig-gate") {
            JSONLogHandler(label: $0, level: logLevel, writer: writer, messages: .fields)
        }
        let capacity = limits.alertQueue
        self.alerts = try alerts.map { file, folder throws(ConfigurationError) in
            try GateAlerts(file: file, folder: folder, queueCapacity: capacity, logger)
        }
    }

    /// A responder for one loop that answers reviews.
    package func makeResponder() -> any Responder {
        ValidateRoute(
            policy: policy,
            limits: limits,
            logger: logger,
            decisions: decisions,
            counters: reviews.add(ReviewCounters()),
            alerts: alerts?.makeTap()
        )
    }

    /// Has `/readyz` say that no requests should come any more.
    package func drain() {
        isDraining.store(true, ordering: .relaxed)
    }

    /// The files that are read again when they change.
    package var files: [WatchedFile] {
        (policy.file == nil ? [] : [WatchedFile(policy, logger)]) + [alerts?.file].compactMap(\.self)
    }

    /// Writes the log with `write`, line by line, until `stop`. To be called on a thread of its own, once.
    package func runLog(_ write: ([UInt8]) -> Void) {
        logWriter.run(write)
    }

    /// Has what is left of the log written.
    package func stop() {
        logWriter.stop()
    }
}

// MARK: - The operations port

extension Gate {
    /// A responder for the operations port.
    ///
    /// - Parameters:
    ///   - liveness: what `/livez` looks at.
    ///   - readiness: what `/readyz` looks at, behind what the gate looks at itself.
    ///   - collectors: what `/metrics` shows, behind what the gate counts itself.
    /// - Returns: what says how the gate is, and the server around it.
    package func makeOperationsResponder(
        liveness: [HealthCheck] = [],
        readiness: [HealthCheck] = [],
        collectors: [OperationsRoute.Collector] = []
    ) -> any Responder {
        OperationsRoute(
            liveness: liveness,
            readiness: checks + readiness + [shutdown],
            collectors: self.collectors + collectors
        )
    }

    /// What `/readyz` looks at, in the order of its lines.
    private var checks: [HealthCheck] {
        [HealthCheck("policy") { [policy] in policy.readiness }] + (alerts?.checks ?? [])
    }

    private var shutdown: HealthCheck {
        HealthCheck("shutdown") { [self] in
            isDraining.load(ordering: .relaxed) ? .notReady("the server is asked to end and drains") : .ready("")
        }
    }

    /// What `/metrics` shows, in its order.
    private var collectors: [OperationsRoute.Collector] {
        [
            { text in
                text.family("mig_gate_build_info", .gauge, "Which mig-gate this is.") { samples in
                    samples.add(1, ["version": Version.current])
                }
            },
            ProcessMetrics.collect,
            { [reviews] in reviews.collect(into: &$0) },
            { [policy] in policy.collect(into: &$0) },
            { [alerts] in alerts?.collect(into: &$0) },
            { [logWriter] text in
                text.counter(
                    "mig_gate_log_lines_dropped_total",
                    "Log lines dropped because nobody took the log.",
                    logWriter.dropped.value
                )
            },
        ]
    }
}

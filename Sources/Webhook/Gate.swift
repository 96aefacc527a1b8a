import Admission
package import HTTP
package import Logging
import Telemetry

/// The gate put together from its configuration: the policy, the log, and the routes made of them.
package final class Gate: Sendable {
    package let logger: Logger
    private let decisions: Logger
    package let policy: LivePolicy
    private let limits = Limits.standard
    private let logWriter: LogWriter

    /// - Parameters:
    ///   - policyFile: the file to read, nil for the standard policy.
    ///   - logLevel: the least important records to write.
    /// - Throws: `ConfigurationError` with everything that is wrong with the policy.
    package init(policyFile: String?, logLevel: Logger.Level) throws(ConfigurationError) {
        policy = try LivePolicy(file: policyFile)
        let writer = LogWriter(capacity: limits.logQueue)
        logWriter = writer
        logger = Logger(label: "mig-gate") { JSONLogHandler(label: $0, level: logLevel, writer: writer) }
        decisions = Logger(label: "mig-gate") {
            JSONLogHandler(label: $0, level: logLevel, writer: writer, messages: .fields)
        }
    }

    /// A responder for one loop.
    package func makeResponder() -> any Responder {
        ValidateRoute(policy: policy, limits: limits, logger: logger, decisions: decisions)
    }

    /// Looks at the policy's file and takes over what it holds, if that has changed and can be used.
    package func reloadPolicy() {
        policy.reload(logger)
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

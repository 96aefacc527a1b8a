import Alerts
import Foundation
import Logging
import Synchronization
import Telemetry

/// The alerts of a gate: who wants to hear of what, and the service that tells them.
package final class GateAlerts: Sendable {
    private let configuration: LiveAlertConfiguration
    private let poster: URLSessionPoster
    private let service: AlertService
    /// What keeps messages from being sent, for each receiver and the CAs, as of the last look.
    private let problems = Mutex<[String]>([])
    private let logger: Logger

    /// - Parameters:
    ///   - file: the alerts file.
    ///   - folder: where messages wait; nil for memory only.
    ///   - queueCapacity: alerts that may wait to be looked at.
    ///   - logger: told of what concerns whoever runs the gate.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file itself. A secret that is not there is no
    ///   reason not to answer reviews: it is told, and looked for at every use.
    init(
        file: String,
        folder: String?,
        queueCapacity: Int,
        _ logger: Logger
    ) throws(ConfigurationError) {
        if let obstacle = TrustedCA.obstacle {
            throw ConfigurationError("--alerts: \(obstacle)")
        }
        configuration = try LiveAlertConfiguration(file: file)
        self.logger = logger
        let settings = configuration.value.settings
        poster = URLSessionPoster(settings, version: Version.current)
        service = AlertService(
            settings: settings,
            folder: folder,
            queueCapacity: queueCapacity,
            logger: logger,
            poster: poster
        )
        lookBeyondTheFile()
    }

    /// What hands alerts over on one loop.
    func makeTap() -> AlertTap {
        AlertTap(configuration) { [service] in service.push($0) }
    }

    /// Tells of alerts until `stop`. To be called on a thread of its own, once.
    package func run() {
        service.run()
    }

    /// Has what waits told, for up to `time`; the rest is told after the next start, if there is a folder.
    package func stop(within time: Duration) {
        service.stop(within: time)
    }
}

// MARK: - Changes

extension GateAlerts {
    /// The alerts file, of which changes count at once, and with it that of the CAs. Secrets are read at every use.
    var file: WatchedFile {
        WatchedFile { [configuration] in
            [configuration.file, configuration.value.settings.caFile].compactMap(\.self)
        } look: { [self] in
            if let changed = configuration.reload(logger) {
                poster.update(changed.settings)
                service.update(changed.settings)
            }
            lookBeyondTheFile()
        }
    }

    /// Looks at what the file names: URLs, secrets and CAs.
    private func lookBeyondTheFile() {
        let settings = configuration.value.settings
        let ofCAs = TrustedCA.trust(settings.caFile).map { ["the CAs: \($0)"] } ?? []
        let found = ofCAs + settings.receivers.compactMap { $0.problem() }
        let known = problems.withLock { problems in
            defer { problems = found }
            return problems
        }
        if known.contains(where: { !found.contains($0) }) {
            service.reconsider()
        }
        for problem in found where !known.contains(problem) {
            logger.error("alerts: what the file names cannot be used", metadata: ["problem": "\(problem)"])
        }
    }
}

// MARK: - The operations port

extension GateAlerts {
    /// What `/readyz` looks at. Whatever chat does, reviews are answered: nothing here is a reason to send none.
    var checks: [HealthCheck] {
        [
            HealthCheck("alerts-file") { [configuration] in configuration.readiness },
            HealthCheck("alerts") { [self] in
                let refused = service.receivers.compactMap { receiver in
                    receiver.degraded.map { "\(receiver.name): \($0)\(receiver.degradedFor)" }
                }
                let complaints = problems.withLock(\.self) + refused
                return complaints.isEmpty ? .ready("") : .degraded(complaints.joined(separator: "\n"))
            },
        ]
    }

    func collect(into text: inout PrometheusText) {
        configuration.collect(into: &text)
        service.collect(into: &text)
    }
}

extension ReceiverStatus {
    /// Since when no messages are taken, and what waits meanwhile.
    fileprivate var degradedFor: String {
        let since = since.map { "since \($0.ISO8601Format())" }
        let oldest = oldestWaiting.map { moment in
            "messages that wait: \(waitingMessages), the oldest alert of \(moment.ISO8601Format())"
        }
        let words = [since, oldest].compactMap(\.self).joined(separator: ", ")
        return words.isEmpty ? "" : " (\(words))"
    }
}

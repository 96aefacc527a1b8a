import Alerts
import Foundation
import Logging
import Telemetry

/// The alerts of a gate: who wants to hear of what, and the service that tells them.
package final class GateAlerts: Sendable {
    private let configuration: LiveAlertConfiguration
    private let poster: URLSessionPoster
    private let service: AlertService

    /// - Parameters:
    ///   - file: the alerts file.
    ///   - folder: where messages wait; nil for memory only.
    ///   - queueCapacity: alerts that may wait to be looked at.
    ///   - logger: told of what concerns whoever runs the gate.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    init(
        file: String,
        folder: String?,
        queueCapacity: Int,
        _ logger: Logger
    ) throws(ConfigurationError) {
        configuration = try LiveAlertConfiguration(
            file: file,
            check: { $0.problem() },
            checkCA: TrustedCA.problem
        )
        let settings = configuration.value.settings
        // It has just been looked at.
        _ = TrustedCA.trust(settings.caFile)
        poster = URLSessionPoster(settings, version: Version.current)
        service = AlertService(
            settings: settings,
            folder: folder,
            queueCapacity: queueCapacity,
            logger: logger,
            poster: poster
        )
    }

    /// What hands alerts over on one loop.
    func makeTap() -> AlertTap {
        AlertTap(configuration) { [service] in service.push($0) }
    }

    /// The files of which changes count at once: the alerts file, and that of the CAs that it named at the start. Secrets are
    /// read at every use.
    func files(_ logger: Logger) -> [WatchedFile] {
        let settings = configuration.value.settings
        let alerts = WatchedFile(configuration, logger) { [poster, service] changed in
            Self.trust(changed.settings.caFile, logger)
            poster.update(changed.settings)
            service.update(changed.settings)
        }
        let authorities = settings.caFile.map { file in
            WatchedFile(file) { [configuration] in Self.trust(configuration.value.settings.caFile, logger) }
        }
        return [alerts] + [authorities].compactMap(\.self)
    }

    private static func trust(_ file: String?, _ logger: Logger) {
        guard let problem = TrustedCA.trust(file) else { return }
        logger.error("the CAs for alerts cannot be used; those before still count", metadata: ["problem": "\(problem)"])
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

// MARK: - The operations port

extension GateAlerts {
    /// What `/readyz` looks at. Whatever chat does, reviews are answered: nothing here is a reason to send none.
    var checks: [ReadinessCheck] {
        [
            ReadinessCheck("alerts-file") { [configuration] in configuration.readiness },
            ReadinessCheck("alerts") { [service] in
                let refused = service.receivers.compactMap { receiver in
                    receiver.degraded.map { "\(receiver.name): \($0)" }
                }
                return refused.isEmpty ? .ready("") : .degraded(refused.joined(separator: "\n"))
            },
        ]
    }

    func collect(into text: inout PrometheusText) {
        configuration.collect(into: &text)
        service.collect(into: &text)
    }
}

package import Alerts
package import Kubernetes

/// What `alerts.yaml` says: who hears of what, and how.
package final class AlertConfiguration: Sendable {
    /// How alerts are delivered, and the receivers.
    package let settings: AlertSettings
    package let routes: AlertRoutes
    package let onCall: OnCall
    /// The label that names the team; nil where no team is known.
    package let teamLabel: FieldName?

    init(settings: AlertSettings, routes: AlertRoutes, onCall: OnCall, teamLabel: FieldName?) {
        self.settings = settings
        self.routes = routes
        self.onCall = onCall
        self.teamLabel = teamLabel
    }

    /// The team that an object's label names, or the label of the pods that it makes; nil if none does.
    package func team(of object: KubernetesObject?) -> String? {
        teamLabel.flatMap { object?.labelOfObjectOrPods($0) }
    }
}

// MARK: - For the command line

extension AlertConfiguration {
    /// The receiver of a name.
    ///
    /// - Throws: `ConfigurationError`, which says what receivers there are, if there is none.
    func receiver(called name: String) throws(ConfigurationError) -> Receiver {
        guard let receiver = settings.receivers.first(where: { $0.name == name }) else {
            let names = settings.receivers.map(\.name).joined(separator: ", ")
            throw ConfigurationError("--receiver: there is no receiver \(name.quoted); the file has \(names)")
        }
        return receiver
    }

    /// The receiver of a name, or all of them for none.
    func receivers(called name: String?) throws(ConfigurationError) -> [Receiver] {
        try name.map { name throws(ConfigurationError) in [try receiver(called: name)] } ?? settings.receivers
    }
}

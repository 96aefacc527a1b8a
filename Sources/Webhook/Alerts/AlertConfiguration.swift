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

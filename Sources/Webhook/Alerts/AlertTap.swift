import Admission
package import Alerts
import Kubernetes

/// Hands what was found to those who tell chat of it: on the request path, so nothing here waits, and words are made later.
package struct AlertTap {
    private var configuration: LiveAlertConfiguration.View
    private let push: @Sendable (Alert) -> Void

    /// - Parameters:
    ///   - configuration: who wants to hear of what.
    ///   - push: takes an alert without waiting.
    package init(_ configuration: LiveAlertConfiguration, push: @escaping @Sendable (Alert) -> Void) {
        self.configuration = configuration.view()
        self.push = push
    }

    /// Tells of a verdict.
    mutating func note(_ verdict: Verdict, on review: AdmissionReview) {
        guard !verdict.isClean else { return }
        var alerts = AlertsOfReview(review, configuration.current())
        alerts.add(verdict)
        alerts.all.forEach(push)
    }

    /// Tells of a policy that was refused, for the reasons in `message`.
    mutating func note(refusedPolicy message: String, on review: AdmissionReview) {
        var alerts = AlertsOfReview(review, configuration.current())
        alerts.add(refusedPolicy: message)
        alerts.all.forEach(push)
    }
}

import Alerts
import Foundation
import Kubernetes

/// What alerts tell of the review that led to them: copies, for the review is only lent. One for all alerts of a review.
final class ReviewedObject: Sendable {
    /// When it was judged.
    let time: Date
    private let subject: AdmissionReview.Subject
    private let team: String?
    private let onCall: OnCall

    init(_ review: AdmissionReview, _ configuration: AlertConfiguration) {
        time = .now
        subject = review.subject
        team = configuration.team(of: review.object)
        onCall = configuration.onCall
    }

    /// The facts of an alert on this object, without what only some findings have.
    func facts(severity: Severity, code: String, message: String) -> AlertFacts {
        var facts = AlertFacts(
            severity: severity,
            code: code,
            kind: subject.kind,
            namespace: subject.namespace,
            name: subject.name,
            owner: .init(kind: subject.owner.kind, name: subject.owner.name),
            message: message,
            user: subject.user,
            decisionID: subject.uid
        )
        facts.team = team
        facts.onCall = onCall.mentions(team: team, namespace: subject.namespace)
        return facts
    }
}

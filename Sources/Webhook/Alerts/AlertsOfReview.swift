import Admission
import Alerts
import Foundation
import Kubernetes

/// The alerts on one review that somebody wants to hear of.
struct AlertsOfReview {
    /// Says what an alert is about: on the thread that talks to chat, after the review is gone.
    private typealias Facts = @Sendable (ReviewedObject, Severity) -> AlertFacts

    private struct Wanted {
        let severity: Severity
        let receivers: [String]
        let facts: Facts
    }

    /// Findings of one review that are told one by one, the worst, and beyond them the worst for each receiver that would hear
    /// of none. An object may have a thousand, and as many places has the queue: the first alert says how many there are
    /// besides.
    private static let most = 8

    private let review: AdmissionReview
    private let configuration: AlertConfiguration
    /// The routes that match the object, found for the first finding that may go to somebody.
    private var routes: AlertRoutes.Matching?
    private var wanted: [Wanted] = []
    private var further = 0

    init(_ review: AdmissionReview, _ configuration: AlertConfiguration) {
        self.review = review
        self.configuration = configuration
    }

    /// Adds what was found.
    mutating func add(_ verdict: Verdict) {
        if let (obstacle, action) = verdict.obstacle {
            add(CheckFinding.unreadable, action) { object, severity in
                object.facts(severity: severity, code: CheckFinding.unreadable, message: obstacle.description)
            }
        }
        for entry in verdict.entries {
            add(entry.finding.code.name, entry.action) { entry.facts(of: $0, $1) }
        }
    }

    /// Adds that a policy was refused, for the reasons in `message`.
    mutating func add(refusedPolicy message: String) {
        add(PolicyGuard.code, .deny) { object, severity in
            object.facts(severity: severity, code: PolicyGuard.code, message: message)
        }
    }

    /// Adds one thing, if somebody wants to hear of it. Nobody hears of dry runs: nothing has come of them.
    private mutating func add(_ code: String, _ action: Action, _ facts: @escaping Facts) {
        guard let severity = Severity(action), configuration.routes.wants(severity), !review.isDryRun else { return }
        let routes =
            self.routes
            ?? configuration.routes.matching(namespace: review.comparableNamespace, object: review.object)
        self.routes = routes
        let receivers = routes.receivers(code: code, severity: severity)
        guard !receivers.isEmpty else { return }
        guard wanted.count < Self.most || receivers.contains(where: { !hears($0) }) else {
            further += 1
            return
        }
        wanted.append(Wanted(severity: severity, receivers: receivers, facts: facts))
    }

    /// Whether a receiver hears of something already.
    private func hears(_ receiver: String) -> Bool {
        wanted.contains { $0.receivers.contains(receiver) }
    }

    /// All of them, in the order in which they were added.
    var all: [Alert] {
        guard !wanted.isEmpty else { return [] }
        let object = ReviewedObject(review, configuration)
        return wanted.enumerated().map { index, alert in
            let further = index == 0 ? further : 0
            let (severity, tell) = (alert.severity, alert.facts)
            return Alert(receivers: alert.receivers, time: object.time) {
                var facts = tell(object, severity)
                facts.further = further
                return facts
            }
        }
    }
}

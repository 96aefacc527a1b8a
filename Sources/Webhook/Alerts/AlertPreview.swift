import Admission
import Alerts
import Foundation
import HTTP
import Kubernetes

/// The messages that a review would lead to, without sending any.
package struct AlertPreview {
    /// A line for each message and below it its body, as it would be posted now; or a line that says why there is none.
    package let text: String

    /// - Parameters:
    ///   - alertsFile: who hears of what.
    ///   - policyFile: the policy to judge by, nil for the standard one.
    ///   - reviewFile: an AdmissionReview as the API server sends it; `-` for standard input.
    ///   - receiver: the only receiver to show; nil for all.
    /// - Throws: `ConfigurationError` for a file that cannot be used, or a receiver that there is not.
    package init(
        alertsFile: String,
        policyFile: String?,
        reviewFile: String,
        receiver: String?
    ) throws(ConfigurationError) {
        let configuration = try AlertConfiguration.load(alertsFile)
        let receivers = try configuration.receivers(called: receiver)
        let policy = try Policy.load(policyFile)
        let alerts = try Self.alerts(on: reviewFile, policy, configuration)
        let messages = receivers.compactMap { receiver in
            Self.text(of: alerts.filter { $0.receivers.contains(receiver.name) }, to: receiver, configuration.settings)
        }
        text = messages.isEmpty ? Self.silence(alerts, receiver) : messages.joined(separator: "\n\n")
    }

    /// The alerts that the server would queue for the review in a file.
    private static func alerts(
        on file: String,
        _ policy: Policy,
        _ configuration: AlertConfiguration
    ) throws(ConfigurationError) -> [Alert] {
        let limits = Limits.standard
        let reader = AdmissionReviewReader(documentDepth: limits.documentDepth, uidLimit: limits.uidBytes)
        let name = file == FileContents.standardInput ? "stdin" : file
        let bytes: [UInt8]
        do {
            bytes = Array(try FileContents.of(file))
        } catch {
            throw ConfigurationError("\(name): the review cannot be read: \(error.reason)")
        }
        do {
            return try reader.withReview(bytes) { review in
                var alerts = AlertsOfReview(review, configuration)
                if let problems = PolicyConfigMap.problems(in: review) {
                    PolicyGuard.message(problems).map { alerts.add(refusedPolicy: $0) }
                } else {
                    alerts.add(evaluate(review, under: policy, ReadingLimits(limits)))
                }
                return alerts.all
            }
        } catch {
            throw ConfigurationError("\(name): the review cannot be read: \(error)")
        }
    }

    private static func text(of alerts: [Alert], to receiver: Receiver, _ settings: AlertSettings) -> String? {
        guard !alerts.isEmpty else { return nil }
        let items = alerts.map { alert in
            Message.Item(facts: alert.facts(), count: 1, toldBefore: 0, first: alert.time, last: alert.time)
        }
        let message = Message(id: "a1b2c3", receiver: receiver.name, created: .now, items: items)
        let context = MessageContext(settings, receiver, form: .rich, now: .now)
        let body = MessageBody.of(message, for: receiver.kind, context)
        // Texts and whole numbers can always be encoded.
        let text = (try? PrettyJSON.pretty(body))?.dropLast() ?? ""
        return "# to \(receiver.name) (\(receiver.kind.rawValue), \(receiver.language.rawValue))\n\(text)"
    }

    /// Why nobody would hear of a review.
    private static func silence(_ alerts: [Alert], _ receiver: String?) -> String {
        guard let receiver, !alerts.isEmpty else {
            return "nobody would hear of this review: nothing is found that a route wants, or it is a dry run"
        }
        let others = Set(alerts.flatMap(\.receivers)).sorted().joined(separator: ", ")
        return "\(receiver) would not hear of this review; \(others) would"
    }
}

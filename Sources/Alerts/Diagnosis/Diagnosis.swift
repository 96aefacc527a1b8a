/// What became of a message in plain words, for whoever tries a receiver: what happened, what the service said, and what
/// mends it.
package struct Diagnosis: Hashable, Sendable {
    /// One to three lines of English.
    package let lines: [String]

    /// - Parameters:
    ///   - delivery: what became of the message.
    ///   - receiver: where it went.
    package init(_ delivery: Delivery, _ receiver: Receiver) {
        let isDelivered = delivery.outcome == .delivered
        guard let target = delivery.target else {
            lines = ["\(receiver.name): not sent", "  problem: \(delivery.outcome.reason ?? "")"]
            return
        }
        var lines = ["\(receiver.name): \(isDelivered ? "delivered" : "not delivered") to \(target)"]
        lines.append("  answer: \(Self.answer(delivery))")
        if !isDelivered {
            lines.append("  to do: \(Self.fix(delivery, receiver))")
        }
        self.lines = lines
    }

    private static func answer(_ delivery: Delivery) -> String {
        if let failure = delivery.failure {
            return "none, \(failure.reason)"
        }
        let status = delivery.status.map { "HTTP \($0)" } ?? ""
        let code = delivery.code.map { $0 == delivery.vendorText ? "" : ", code \($0)" } ?? ""
        return status + code + (delivery.vendorText.isEmpty ? "" : ", \"\(delivery.vendorText)\"")
    }

    private static func fix(_ delivery: Delivery, _ receiver: Receiver) -> String {
        if let failure = delivery.failure {
            return TransportFix.text(failure)
        }
        let known =
            switch receiver.kind {
            case .feishu: FeishuFix.text(delivery, receiver)
            case .dingtalk: DingTalkFix.text(delivery, receiver)
            case .wecom: WeComFix.text(delivery, receiver)
            case .slack: SlackFix.text(delivery, receiver)
            case .webhook, .alertmanager: String?.none
            }
        return known ?? CommonFix.text(delivery, receiver)
    }
}

extension Outcome {
    /// Why the message was not delivered; nil where it was.
    package var reason: String? {
        switch self {
        case .delivered: nil
        case .rateLimited(_, let reason), .retryable(let reason), .signatureRefused(let reason),
            .configuration(let reason), .payload(let reason):
            reason
        }
    }
}

/// What became of alerts and messages for one receiver since the start.
struct ReceiverCounters: Sendable {
    /// What became of one message, or of a try to deliver it.
    enum Result: String, CaseIterable, Sendable {
        case delivered
        case retried
        case rateLimited = "rate_limited"
        /// For its signature or for the robot's configuration; it goes on waiting.
        case refused
        /// Refused as it was, and tried in plainer form.
        case simplified
        case undeliverable
        case expired
        case removed
    }

    /// Why somebody never hears of an alert.
    enum Loss: String, CaseIterable, Sendable {
        case expired
        case undeliverable
        case receiverRemoved = "receiver_removed"

        /// What that is for a message.
        var result: Result {
            switch self {
            case .expired: .expired
            case .undeliverable: .undeliverable
            case .receiverRemoved: .removed
            }
        }
    }

    /// Alerts that were told of.
    var delivered = 0
    /// Alerts that had no message of their own, because they repeat what waits or was told, and count in a later one.
    var suppressed = 0
    private var messages: [Result: Int] = [:]
    private var dropped: [Loss: Int] = [:]

    subscript(result: Result) -> Int {
        get { messages[result] ?? 0 }
        set { messages[result] = newValue }
    }

    subscript(loss: Loss) -> Int {
        get { dropped[loss] ?? 0 }
        set { dropped[loss] = newValue }
    }
}

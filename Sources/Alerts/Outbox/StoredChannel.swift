/// What an outbox holds of one receiver.
struct StoredChannel: Hashable, Sendable {
    var alerts: [AlertKey: KnownAlert] = [:]
    var messages: [SealedMessage] = []
    var state = OutboxChange.State()

    /// Alerts that nobody has heard of yet.
    var waiting: Int {
        let pending = alerts.values.reduce(0) { $0 + ($1.pending?.count ?? 0) }
        return messages.reduce(pending + (state.unrecorded?.count ?? 0)) { $0 + $1.message.count }
    }
}

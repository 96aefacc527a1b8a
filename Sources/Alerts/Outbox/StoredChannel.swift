/// What an outbox holds of one receiver.
struct StoredChannel: Hashable, Sendable {
    var alerts: [AlertKey: KnownAlert] = [:]
    var messages: [SealedMessage] = []
    var state = OutboxChange.State()
    /// Whether something could not be read, and is to be replaced by what could.
    var isDamaged = false

    /// Alerts that nobody has heard of yet.
    var waiting: Int {
        let pending = alerts.values.reduce(0) { $0 + ($1.pending?.count ?? 0) }
        return messages.reduce(pending + (state.unrecorded?.count ?? 0)) { $0 + $1.message.count }
    }

    /// Keeps the number of alerts that could not be read.
    mutating func addUnreadable(_ tally: Tally?) {
        isDamaged = true
        if let tally {
            state.unrecorded.add(tally)
        }
    }
}

import Foundation

extension Channel {
    /// Takes over what the outbox knows, into a channel that knows nothing.
    mutating func restore(_ stored: StoredChannel, at now: Date) {
        var alerts = stored.alerts
        sealed = stored.messages.sorted { $0.message.created < $1.message.created }
        for index in sealed.indices {
            sealed[index].notBefore = now
            for part in sealed[index].parts {
                alerts[part.key]?.sealed += part.tally.count
            }
        }
        open.restore(alerts, unrecorded: stored.state.unrecorded, at: now)
        robot.restore(stored.state, at: now)
        spareID = stored.state.spareID
        // What cannot be read would count again at every start.
        changes.isRewrite = stored.isDamaged
        if let end = robot.pausedUntil, end > now {
            open.isHurried = true
        }
    }

    var hasChanges: Bool { !changes.isEmpty || !open.changed.isEmpty }

    /// What the outbox does not know yet, nil for nothing; from now on it does.
    mutating func takeChanges() -> OutboxChange? {
        isUrgent = false
        let keys = open.takeChanges()
        let former = changes
        changes = ChannelChanges()
        guard !former.isEmpty || !keys.isEmpty else { return nil }
        let isRewrite = former.isRewrite || keys.isEverything
        var change = OutboxChange(receiver: receiver.name, isRewrite: isRewrite)
        guard !isGone else { return change }
        change.state = OutboxChange.State(
            unrecorded: open.unrecorded,
            spareID: spareID,
            pausedUntil: robot.pausedUntil,
            bucketFull: robot.bucketFull
        )
        change.alerts = isRewrite ? open.alerts : keys.keys.reduce(into: [:]) { $0[$1] = open.alerts[$1] }
        change.messages = sealed.filter { isRewrite || former.changed.contains($0.message.id) }
        if !isRewrite {
            change.forgotten = keys.keys.filter { open.alerts[$0] == nil }
            change.removed = former.removed.sorted()
        }
        return change
    }

    /// Has the outbox told everything again, because nobody knows what it has.
    mutating func rewrite() {
        changes.isRewrite = true
    }
}

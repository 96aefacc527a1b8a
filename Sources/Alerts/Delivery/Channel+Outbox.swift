import Foundation

extension Channel {
    /// Takes over what the outbox knows, besides what the channel knows already.
    mutating func restore(_ stored: StoredChannel, at now: Date) {
        var alerts = stored.alerts
        let taken = messageIDs
        let messages = stored.messages.sorted { $0.message.created < $1.message.created }
        for part in messages.flatMap(\.parts) {
            alerts[part.key]?.sealed += part.tally.count
        }
        open.restore(alerts, unrecorded: stored.state.unrecorded, at: now)
        for var message in messages {
            if taken.contains(message.message.id) {
                // Two messages of one identifier cannot be told apart: this one becomes part of the next.
                open.merge(message)
            } else {
                message.notBefore = now
                sealed.append(message)
            }
        }
        sealed.sort { $0.message.created < $1.message.created }
        robot.restore(stored.state, at: now)
        if spareID == nil, let id = stored.state.spareID, !messageIDs.contains(id) {
            spareID = id
        }
        // What cannot be read would count again at every start.
        changes.isRewrite = changes.isRewrite || stored.isDamaged
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

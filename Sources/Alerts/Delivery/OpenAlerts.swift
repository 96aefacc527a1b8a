import Foundation

/// What one receiver is to hear of, apart from messages that are put together already, and what it has heard of: counted by
/// key, within bounds, whatever comes.
struct OpenAlerts {
    /// Keys that are known at once; beyond, what was told of longest ago is forgotten.
    static let capacity = 4096
    /// Keys of one namespace that may wait, so that one which mints names leaves room for the others.
    static let groupCapacity = 256

    private struct Group {
        /// Keys that wait.
        var waiting = 0
        /// When the last message that tells of the group was delivered.
        var told: Date?
    }

    var schedule: RepeatSchedule {
        didSet { review() }
    }
    /// Whether everything that waits goes into the next message, at once: after a pause, and before the end.
    var isHurried = false {
        didSet { review() }
    }

    private(set) var alerts: [AlertKey: KnownAlert] = [:]
    private var groups: [AlertGroup: Group] = [:]
    /// Alerts of which nothing but the number is known.
    private(set) var unrecorded: Tally?
    /// When the last message was delivered, whatever it told of.
    private var told: Date?
    /// Keys that wait.
    private(set) var waiting = 0
    /// Alerts that wait.
    private(set) var pending = 0
    /// When something is due, and the first of what waits was; nil for nothing.
    private(set) var nextDue: Date?
    private(set) var oldest: Date?
    /// Keys that could be forgotten, the one that was seen longest ago last; nil while that is not known.
    private var idle: [AlertKey]?
    /// Keys of which the outbox does not know how they are now.
    private(set) var changed = ChangedKeys()

    init(schedule: RepeatSchedule) {
        self.schedule = schedule
    }
}

// MARK: - Recording

extension OpenAlerts {
    /// Counts one more.
    ///
    /// - Returns: whether it has no message of its own, but is counted in that of others: it waits already, it was told of, or
    ///   there is no room for it.
    @discardableResult
    mutating func record(_ facts: AlertFacts, at time: Date) -> Bool {
        let key = AlertKey(facts)
        let known = alerts[key]
        if known?.isWaiting != true {
            let group = key.group
            guard groups[group]?.waiting ?? 0 < Self.groupCapacity, known != nil || makeRoom() else {
                leaveUnrecorded(Tally(at: time))
                return true
            }
            groups[group, default: Group()].waiting += 1
            waiting += 1
        }
        if let known, !known.isWaiting, time.timeIntervalSince(known.seen) > schedule.silence {
            alerts[key]?.forget()
        }
        let isSuppressed = alerts[key].map { $0.isWaiting || $0.hasTold(facts.severity) } ?? false
        alerts[key, default: KnownAlert(facts, seen: time)].record(facts, at: time)
        changed.insert(key)
        pending += 1
        look(at: key)
        return isSuppressed
    }

    /// Counts alerts of which nothing else is kept.
    mutating func leaveUnrecorded(_ tally: Tally) {
        unrecorded.add(tally)
        pending += tally.count
        lookAtUnrecorded()
    }

    /// Makes room for a key; false if all wait.
    private mutating func makeRoom() -> Bool {
        guard alerts.count >= Self.capacity else { return true }
        guard waiting < alerts.count else { return false }
        var candidates = idle ?? forgettable
        // Some wait again since the list was made.
        while let key = candidates.popLast() {
            guard let alert = alerts[key], !alert.isWaiting else { continue }
            remove(key)
            idle = candidates
            return true
        }
        return false
    }

    private var forgettable: [AlertKey] {
        let told = alerts.filter { !$0.value.isWaiting }
        return told.sorted { ($1.value.seen, $1.key) < ($0.value.seen, $0.key) }.map(\.key)
    }

    private mutating func remove(_ key: AlertKey) {
        alerts[key] = nil
        changed.insert(key)
    }
}

// MARK: - Messages

extension OpenAlerts {
    /// The groups of which something is due, in a hurry all that wait.
    ///
    /// - Parameter horizon: when the next message could go out: what would be due before that is due now.
    /// - Returns: the groups, in an order that is always the same.
    func dueGroups(until horizon: Date) -> [AlertGroup] {
        var due: Set<AlertGroup> = []
        for (key, alert) in alerts where alert.pending != nil && alert.sealed == 0 {
            if isHurried || self.due(key, alert).map({ $0 <= horizon }) ?? false {
                due.insert(key.group)
            }
        }
        return due.sorted { $0.namespace.lexicographicallyPrecedes($1.namespace) }
    }

    /// Puts all into a message that waits in groups of which something is due.
    ///
    /// - Parameters:
    ///   - horizon: when the next message could go out.
    ///   - group: the only group that the message is to tell of; nil for all.
    /// - Returns: the message's items, all of them, the worst, the new and the most frequent first, and the alerts that are no items.
    mutating func seal(
        until horizon: Date,
        only group: AlertGroup? = nil
    ) -> (items: [(part: SealedMessage.Part, item: Message.Item)], unrecorded: Tally?) {
        let waiting = alerts.filter { $0.value.pending != nil && $0.value.sealed == 0 }
        let due = Set(group.map { [$0] } ?? dueGroups(until: horizon))
        var items: [(part: SealedMessage.Part, item: Message.Item)] = []
        for (key, alert) in waiting where due.contains(key.group) {
            guard let pending = alert.pending else { continue }
            let part = SealedMessage.Part(key: key, tally: pending, severity: alert.facts.severity)
            items.append((part, Message.Item(alert, pending)))
            alerts[key]?.pending = nil
            alerts[key]?.sealed = pending.count
            changed.insert(key)
        }
        items.sort { left, right in
            let (leftTally, rightTally) = (left.part.tally, right.part.tally)
            // Worst first, then what nobody was told of before, then most frequent first, then in the order in which they came:
            // what does not fit in is only counted.
            let (leftNews, rightNews) = (left.item.toldBefore == 0 ? 1 : 0, right.item.toldBefore == 0 ? 1 : 0)
            return (right.part.severity, rightNews, rightTally.count, leftTally.first, left.part.key)
                < (left.part.severity, leftNews, leftTally.count, rightTally.first, right.part.key)
        }
        let rest = unrecorded
        unrecorded = nil
        pending -= items.reduce(rest?.count ?? 0) { $0 + $1.part.tally.count }
        isHurried = false
        return (items, rest)
    }

    /// Takes back what a message holds that was not taken.
    mutating func merge(_ message: SealedMessage) {
        for part in message.parts {
            pending += part.tally.count
            if alerts[part.key] == nil {
                unrecorded.add(part.tally)
            }
            alerts[part.key]?.sealed -= part.tally.count
            alerts[part.key]?.pending.add(part.tally)
            changed.insert(part.key)
        }
        if let tally = message.unrecorded {
            unrecorded.add(tally)
            pending += tally.count
        }
        review()
    }

    /// Notes that a message was delivered.
    mutating func tell(_ message: SealedMessage, at now: Date) {
        for part in message.parts {
            groups[part.key.group, default: Group()].told = now
            alerts[part.key]?.tell(part, at: now)
            settle(part.key)
        }
        told = now
        review()
    }

    /// Notes that a message was given up.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - now: nil unless the message was refused. Then its groups count as told of: what is refused once would be
    ///     refused as often as it came.
    mutating func drop(_ message: SealedMessage, refusedAt now: Date?) {
        for part in message.parts {
            alerts[part.key]?.sealed -= part.tally.count
            if let now {
                groups[part.key.group, default: Group()].told = now
            }
            settle(part.key)
        }
        told = now ?? told
        review()
    }

    /// Puts things right once a key may not wait any more.
    private mutating func settle(_ key: AlertKey) {
        changed.insert(key)
        guard let alert = alerts[key], !alert.isWaiting else { return }
        waiting -= 1
        groups[key.group]?.waiting -= 1
        if alert.toldAt == nil {
            remove(key)
        }
    }
}

// MARK: - Time

extension OpenAlerts {
    /// Gives up what has waited for too long, and forgets what has not been seen for long.
    ///
    /// - Returns: how many alerts were given up.
    mutating func expire(at now: Date) -> Int {
        var expired = 0
        for (key, alert) in alerts {
            if let pending = alert.pending, now.timeIntervalSince(pending.last) >= schedule.timeToLive {
                expired += pending.count
                alerts[key]?.pending = nil
                settle(key)
            } else if !alert.isWaiting, now.timeIntervalSince(alert.seen) > schedule.silence {
                remove(key)
            }
        }
        if let tally = unrecorded, now.timeIntervalSince(tally.last) >= schedule.timeToLive {
            expired += tally.count
            unrecorded = nil
        }
        pending -= expired
        groups = groups.filter { _, group in
            group.waiting > 0 || group.told.map { now.timeIntervalSince($0) < schedule.memory } ?? false
        }
        review()
        return expired
    }

    /// Follows a clock that was put back by so many seconds.
    mutating func turnBack(by seconds: Double) {
        alerts = alerts.mapValues { alert in
            var alert = alert
            alert.turnBack(by: seconds)
            return alert
        }
        for group in groups.keys {
            groups[group]?.told? -= seconds
        }
        told? -= seconds
        unrecorded?.turnBack(by: seconds)
        changed = .everything
        review()
    }

    private func due(_ key: AlertKey, _ alert: KnownAlert) -> Date? {
        schedule.due(alert, told: groups[key.group]?.told)
    }

    /// Brings `nextDue` and `oldest` up to date after an alert has come.
    private mutating func look(at key: AlertKey) {
        guard let alert = alerts[key], let pending = alert.pending else { return }
        oldest = min(oldest ?? pending.first, pending.first)
        guard let due = due(key, alert) else { return }
        nextDue = isHurried ? .distantPast : min(nextDue ?? due, due)
    }

    private mutating func lookAtUnrecorded() {
        guard let unrecorded else { return }
        oldest = min(oldest ?? unrecorded.first, unrecorded.first)
        let due = schedule.due(first: unrecorded.first, told: told)
        nextDue = isHurried ? .distantPast : min(nextDue ?? due, due)
    }

    /// The same from the beginning, after things have ceased to wait or wait for something else.
    private mutating func review() {
        nextDue = nil
        oldest = nil
        idle = nil
        for key in alerts.keys {
            look(at: key)
        }
        lookAtUnrecorded()
    }
}

// MARK: - The outbox

extension OpenAlerts {
    /// Takes over what the outbox knows, besides what is known already.
    mutating func restore(_ stored: [AlertKey: KnownAlert], unrecorded: Tally?, at now: Date) {
        var rest = unrecorded
        for (key, alert) in stored {
            var alert = alert
            // A clock that went wrong for a while must not silence anything for as long.
            alert.clamp(to: now)
            if alerts[key]?.add(alert) == nil {
                if alerts.count < Self.capacity {
                    alerts[key] = alert
                } else if let pending = alert.pending {
                    rest.add(pending)
                }
            }
            if let toldAt = alert.toldAt {
                let last = max(groups[key.group]?.told ?? toldAt, toldAt)
                groups[key.group, default: Group()].told = last
                told = max(told ?? last, last)
            }
        }
        rest?.clamp(to: now)
        if let rest {
            self.unrecorded.add(rest)
        }
        count()
        review()
    }

    /// Counts anew what waits.
    private mutating func count() {
        waiting = 0
        pending = unrecorded?.count ?? 0
        groups = groups.mapValues { Group(told: $0.told) }
        for (key, alert) in alerts where alert.isWaiting {
            waiting += 1
            pending += alert.pending?.count ?? 0
            groups[key.group, default: Group()].waiting += 1
        }
    }

    /// The keys of which the outbox does not know yet how they are; from now on it does.
    mutating func takeChanges() -> ChangedKeys {
        defer { changed = ChangedKeys() }
        return changed
    }
}

extension Message.Item {
    fileprivate init(_ alert: KnownAlert, _ pending: Tally) {
        self.init(
            facts: alert.facts,
            count: pending.count,
            toldBefore: alert.isNews ? 0 : alert.told,
            first: pending.first,
            last: pending.last
        )
    }
}

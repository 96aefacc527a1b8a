import Foundation

/// What one receiver is told and when: what waits for it, messages on their way, and how the robot is.
struct Channel {
    /// Messages that may wait for an answer at once. The second is put together once the first has failed so often that it
    /// may be the message and not the service.
    static let sealedCapacity = 3
    /// Seconds between two looks for what is out of date.
    static let sweepInterval = 60.0

    private(set) var receiver: Receiver
    private(set) var open: OpenAlerts
    /// Messages that wait for an answer, the oldest first.
    private(set) var sealed: [SealedMessage] = []
    /// The try that is under way, and the message that it is for.
    private var flight: (attempt: Int, id: String)?
    private(set) var robot: RobotState
    /// The identifier of a message that was taken apart again: the next message has it.
    private var spareID: String?
    /// Whether the receiver is gone, and only the answer to a message under way is waited for.
    private(set) var isGone = false
    private var isFlushing = false
    private var nextSweep: Date
    var counters = ReceiverCounters()
    private(set) var lastSuccess: Date?
    private var changes = ChannelChanges()

    /// Whether the outbox must know before anything else is done.
    private(set) var isUrgent = false

    init(_ receiver: Receiver, _ settings: AlertSettings, at now: Date) {
        self.receiver = receiver
        open = OpenAlerts(schedule: RepeatSchedule(settings))
        robot = RobotState(RobotPace(receiver, settings))
        nextSweep = now + Self.sweepInterval
    }

    var isInFlight: Bool { flight != nil }

    /// Identifiers that no other message may have.
    var messageIDs: [String] { sealed.map(\.message.id) + (spareID.map { [$0] } ?? []) }

    /// Alerts that nobody has heard of yet.
    var waiting: Int { sealed.reduce(open.pending) { $0 + $1.message.count } }

    /// When the first of what waits was.
    var oldest: Date? { (sealed.map(\.oldest) + (open.oldest.map { [$0] } ?? [])).min() }
}

// MARK: - What comes in

extension Channel {
    mutating func record(_ facts: AlertFacts, at time: Date) {
        let unrecorded = open.unrecorded
        open.record(facts, at: time)
        changes.hasState = changes.hasState || open.unrecorded != unrecorded
    }

    mutating func recordLost(_ count: Int, at time: Date) {
        open.leaveUnrecorded(Tally(count: count, at: time))
        changes.hasState = true
    }

    /// Takes over changed settings. A receiver that is no longer what it was gets a new chance.
    mutating func update(_ receiver: Receiver, _ settings: AlertSettings, at now: Date) {
        let former = self.receiver
        self.receiver = receiver
        if isGone {
            isGone = false
            changes.isRewrite = true
        }
        let isOther = receiver.url != former.url
        robot.change(RobotPace(receiver, settings), isOther: isOther)
        changes.hasState = changes.hasState || isOther
        let schedule = RepeatSchedule(settings)
        if open.schedule != schedule {
            open.schedule = schedule
        }
        if receiver != former {
            reconsider(at: now)
        }
    }

    /// Gives the receiver a new chance: what kept it from taking messages may be mended.
    mutating func reconsider(at now: Date) {
        _ = robot.recover()
        for index in sealed.indices {
            sealed[index].notBefore = now
            sealed[index].isResigned = false
        }
    }

    /// Gives everything up because the receiver is gone; a message under way is still waited for.
    ///
    /// - Returns: what is to be reported, and whether nothing is left.
    mutating func retire() -> (actions: [DeliveryAction], isOver: Bool) {
        isGone = true
        var actions: [DeliveryAction] = []
        for message in sealed where message.message.id != flight?.id {
            actions.append(lose(message, .receiverRemoved, nil))
        }
        sealed.removeAll { $0.message.id != flight?.id }
        for index in sealed.indices {
            sealed[index].detach()
        }
        if open.pending > 0 {
            actions.append(report(.receiverRemoved, alerts: open.pending))
        }
        open = OpenAlerts(schedule: open.schedule)
        changes = ChannelChanges()
        changes.isRewrite = true
        return (actions, flight == nil)
    }

    /// Has everything that waits due at once.
    mutating func flush(at now: Date) {
        isFlushing = true
        open.isHurried = true
        for index in sealed.indices {
            sealed[index].notBefore = min(sealed[index].notBefore, now)
        }
    }

    /// Follows a clock that was put back by so many seconds; forward where they are less than none.
    mutating func turnBack(by seconds: Double) {
        open.turnBack(by: seconds)
        robot.turnBack(by: seconds)
        for index in sealed.indices {
            sealed[index].turnBack(by: seconds)
            changes.changed.insert(sealed[index].message.id)
        }
        nextSweep -= seconds
        changes.hasState = true
    }
}

// MARK: - What goes out

extension Channel {
    /// When a message may go out, if nothing else comes; nil while nothing waits, or an answer is waited for.
    func nextSend(at now: Date) -> Date? {
        guard flight == nil, !isGone else { return nil }
        var earliest = sealed.map(\.notBefore).min()
        if maySeal, let due = open.nextDue {
            earliest = min(earliest ?? due, due)
        }
        guard let earliest else { return nil }
        return max(earliest, robot.next(at: now))
    }

    /// When something is to be done, if nothing else comes.
    func nextTime(at now: Date) -> Date? {
        let waiting = sealed.filter { $0.message.id != flight?.id }
        let expiry = waiting.map { $0.newest + open.schedule.timeToLive }
        let isEmpty = open.alerts.isEmpty && open.unrecorded == nil
        return (expiry + [isEmpty ? nil : nextSweep, nextSend(at: now)].compactMap(\.self)).min()
    }

    /// Whether what is open may go into a message of its own.
    private var maySeal: Bool {
        guard sealed.count < Self.sealedCapacity else { return false }
        guard !sealed.isEmpty, robot.degradation == nil else { return sealed.isEmpty }
        return sealed.allSatisfy { $0.tries >= RetrySchedule.quickTries }
    }

    /// Does what is due.
    ///
    /// - Parameters:
    ///   - attempt: the number of a try, if there will be one.
    ///   - taken: identifiers that waiting messages have.
    ///   - random: for identifiers.
    ///   - now: the time.
    /// - Returns: at most one message to post, and what is to be reported.
    mutating func proceed(
        attempt: Int,
        taken: @autoclosure () -> Set<String>,
        _ random: inout SeededRandom,
        at now: Date
    ) -> [DeliveryAction] {
        var actions = expire(at: now)
        guard let time = nextSend(at: now), time <= now else { return actions }
        if !sealed.contains(where: { $0.notBefore <= now }) {
            seal(spareID ?? random.messageID(unlike: taken()), at: now)
        }
        guard let message = sealed.first(where: { $0.notBefore <= now }) else { return actions }
        robot.write(at: now)
        changes.hasState = true
        flight = (attempt, message.message.id)
        actions.append(
            .post(
                PostRequest(
                    attempt: PostRequest.Attempt(receiver: receiver.name, number: attempt),
                    message: message.message,
                    receiver: receiver,
                    form: receiver.isPlain ? .plain : message.form
                )
            )
        )
        return actions
    }

    private mutating func seal(_ id: String, at now: Date) {
        let (items, unrecorded) = open.seal(until: robot.horizon(at: now))
        open.isHurried = isFlushing
        guard !items.isEmpty || unrecorded != nil else { return }
        let listed = items.prefix(receiver.kind.listLength)
        let further = items.dropFirst(listed.count)
        var message = Message(id: id, receiver: receiver.name, created: now, items: listed.map(\.item))
        message.furtherItems = further.count
        message.furtherCount = further.reduce(0) { $0 + $1.item.count }
        message.unrecorded = unrecorded?.count ?? 0
        sealed.append(SealedMessage(message, parts: items.map(\.part), unrecorded: unrecorded, notBefore: now))
        spareID = nil
        changes.changed.insert(id)
        changes.removed.remove(id)
        changes.hasState = true
        isUrgent = true
    }

    private mutating func expire(at now: Date) -> [DeliveryAction] {
        var actions: [DeliveryAction] = []
        let limit = open.schedule.timeToLive
        for message in sealed
        where message.message.id != flight?.id && now >= message.newest + limit {
            actions.append(lose(message, .expired, nil))
            remove(message)
            open.drop(message, refusedAt: nil)
        }
        if now >= nextSweep || (nextSend(at: now).map { $0 <= now } ?? false) {
            nextSweep = now + Self.sweepInterval
            let unrecorded = open.unrecorded
            let expired = open.expire(at: now)
            changes.hasState = changes.hasState || open.unrecorded != unrecorded
            if expired > 0 {
                actions.append(report(.expired, alerts: expired))
            }
        }
        return actions
    }
}

// MARK: - Answers

extension Channel {
    /// Notes what became of a try. An answer to another try than the one under way is none.
    mutating func finish(
        attempt: Int,
        _ outcome: Outcome,
        _ random: inout SeededRandom,
        at now: Date
    ) -> [DeliveryAction] {
        guard let flight, flight.attempt == attempt else { return [] }
        self.flight = nil
        guard let index = sealed.firstIndex(where: { $0.message.id == flight.id }) else { return [] }
        if isGone, outcome != .delivered {
            let message = sealed[index]
            remove(message)
            return [lose(message, .receiverRemoved, nil)]
        }
        switch outcome {
        case .delivered:
            return deliver(sealed[index], at: now)
        case .rateLimited(let pause, let reason):
            return self.pause(for: sealed[index], pause.seconds, reason, at: now)
        case .retryable(let reason):
            counters[.retried] += 1
            sealed[index].tries += 1
            sealed[index].notBefore = now + RetrySchedule.pause(after: sealed[index].tries, &random)
            changes.changed.insert(flight.id)
            guard sealed[index].tries == 1 else { return [] }
            return [.reportRetry(receiver: receiver.name, id: flight.id, reason: reason)]
        case .signatureRefused where !sealed[index].isResigned:
            counters[.refused] += 1
            sealed[index].isResigned = true
            sealed[index].notBefore = now
            return []
        case .signatureRefused(let reason), .configuration(let reason):
            counters[.refused] += 1
            sealed[index].notBefore = now
            guard robot.degrade(reason, at: now) else { return [] }
            return [.reportDegraded(receiver: receiver.name, reason: reason)]
        case .payload where sealed[index].form != .plain && !receiver.isPlain:
            counters[.simplified] += 1
            sealed[index].form = .plain
            sealed[index].notBefore = now
            return []
        case .payload(let reason):
            let message = sealed[index]
            remove(message)
            open.drop(message, refusedAt: now)
            return [lose(message, .undeliverable, reason)]
        }
    }

    private mutating func deliver(_ message: SealedMessage, at now: Date) -> [DeliveryAction] {
        counters[.delivered] += 1
        counters.delivered += message.message.count
        lastSuccess = now
        remove(message)
        if !isGone {
            open.tell(message, at: now)
        }
        return robot.recover().map { [.reportRecovered(receiver: receiver.name, since: $0)] } ?? []
    }

    private mutating func pause(
        for message: SealedMessage,
        _ pause: Double,
        _ reason: String,
        at now: Date
    ) -> [DeliveryAction] {
        counters[.rateLimited] += 1
        let news = robot.pause(pause, receiver.kind, at: now)
        remove(message)
        spareID = message.message.id
        open.merge(message)
        open.isHurried = true
        return news.map { [.reportPause(receiver: receiver.name, until: $0, reason: reason)] } ?? []
    }

    private mutating func remove(_ message: SealedMessage) {
        let id = message.message.id
        sealed.removeAll { $0.message.id == id }
        changes.changed.remove(id)
        changes.removed.insert(id)
        changes.hasState = true
        isUrgent = true
    }

    private mutating func lose(
        _ message: SealedMessage,
        _ loss: ReceiverCounters.Loss,
        _ reason: String?
    ) -> DeliveryAction {
        counters[loss.result] += 1
        return report(loss, id: message.message.id, alerts: message.message.count, reason: reason)
    }

    private mutating func report(
        _ loss: ReceiverCounters.Loss,
        id: String? = nil,
        alerts: Int,
        reason: String? = nil
    ) -> DeliveryAction {
        counters[loss] += alerts
        return .reportLoss(receiver: receiver.name, loss, id: id, alerts: alerts, reason: reason)
    }
}

// MARK: - The outbox

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

import Foundation

/// What one receiver is told and when: what waits for it, messages on their way, and how the robot is.
struct Channel {
    /// Messages that may wait for an answer at once. The second is put together once the first has failed so often that it
    /// may be the message and not the service; the last tries one group alone, and does not keep its place.
    static let sealedCapacity = 4
    /// Times that others must overtake a message before it is given up for it: once may be the end of an outage, which the
    /// message has not had a try since.
    private static let overtakings = 2
    /// Seconds between two looks for what is out of date.
    static let sweepInterval = 60.0

    private(set) var receiver: Receiver
    var open: OpenAlerts
    /// Messages that wait for an answer, the oldest first.
    var sealed: [SealedMessage] = []
    /// The try that is under way, and the message that it is for.
    private var flight: (attempt: Int, id: String)?
    var robot: RobotState
    /// The identifier of a message that was taken apart again: the next message has it.
    var spareID: String?
    /// When the last place for a message may be used again; nil for at any time.
    private var nextProbe: Date?
    /// Whether the receiver is gone, and only the answer to a message under way is waited for.
    private(set) var isGone = false
    private var isFlushing = false
    private var nextSweep: Date
    var counters = ReceiverCounters()
    private(set) var lastSuccess: Date?
    var changes = ChannelChanges()

    /// Whether the outbox must know before anything else is done.
    var isUrgent = false

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
        counters.suppressed += open.record(facts, at: time) ? 1 : 0
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
        nextProbe = nil
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
        nextProbe? -= seconds
        changes.hasState = true
    }
}

// MARK: - What goes out

extension Channel {
    /// When a message may go out, if nothing else comes; nil while nothing waits, or an answer is waited for.
    func nextSend(at now: Date) -> Date? {
        guard flight == nil, !isGone else { return nil }
        var earliest = sealed.map(\.notBefore).min()
        if maySeal, var due = open.nextDue {
            if isNextLast, let nextProbe {
                due = max(due, nextProbe)
            }
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
        return sealed.allSatisfy(\.isSlow)
    }

    /// Whether the next message takes the last place, all others being taken by messages that fail for long.
    private var isNextLast: Bool { sealed.count == Self.sealedCapacity - 1 }

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
            seal(spareID ?? random.messageID(unlike: taken()), &random, at: now)
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

    private mutating func seal(_ id: String, _ random: inout SeededRandom, at now: Date) {
        let group = isNextLast ? open.dueGroups(until: robot.horizon(at: now)).randomElement(using: &random) : nil
        let (items, unrecorded) = open.seal(until: robot.horizon(at: now), only: group)
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
            sealed[index].fail(notBefore: now + RetrySchedule.pause(after: sealed[index].tries + 1, &random))
            changes.changed.insert(flight.id)
            guard sealed[index].tries == 1 else { return makeRoom(reason, at: now) }
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
        for index in sealed.indices {
            sealed[index].noteOvertaking()
        }
        if !isGone {
            open.tell(message, at: now)
        }
        return robot.recover().map { [.reportRecovered(receiver: receiver.name, since: $0)] } ?? []
    }

    /// Lets others go on once every message fails for long. What fails while others are taken is given up, the one that was
    /// tried most; while nothing is taken, nothing is lost: the last message is taken apart, to be tried again later.
    private mutating func makeRoom(_ reason: String, at now: Date) -> [DeliveryAction] {
        guard sealed.count >= Self.sealedCapacity, sealed.allSatisfy(\.isSlow) else { return [] }
        let overtaken = sealed.filter { $0.overtakings >= Self.overtakings }
        if let message = overtaken.max(by: { $0.tries < $1.tries }) {
            remove(message)
            open.drop(message, refusedAt: now)
            return [lose(message, .undeliverable, reason)]
        }
        if let message = sealed.last {
            takeApart(message)
            nextProbe = now + RetrySchedule.probeInterval
        }
        return []
    }

    private mutating func takeApart(_ message: SealedMessage) {
        remove(message)
        spareID = message.message.id
        open.merge(message)
    }

    private mutating func pause(
        for message: SealedMessage,
        _ pause: Double,
        _ reason: String,
        at now: Date
    ) -> [DeliveryAction] {
        counters[.rateLimited] += 1
        let news = robot.pause(min(pause, open.schedule.longestPause), receiver.kind, at: now)
        takeApart(message)
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

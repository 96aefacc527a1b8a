import Foundation

/// Decides who is told of what and when: the state of all receivers, which time, alerts and answers move. It sends nothing,
/// reads no clock and no file.
///
/// Every alert is counted for each of its receivers in exactly one place: waiting, in a message that waits for an answer,
/// told of, or given up.
struct Dispatcher {
    /// Seconds by which a clock may be put back unnoticed.
    private static let tolerance = 1.0
    /// The same for one that is put forward, of which only age suffers, that of hours.
    private static let forwardTolerance = 600.0

    private var settings: AlertSettings
    private var channels: [String: Channel] = [:]
    /// What is known of receivers that are gone.
    private var former: [String: ReceiverCounters] = [:]
    /// Receivers of which the outbox is to keep nothing.
    private var erased: Set<String> = []
    private var random: SeededRandom
    /// Tries so far.
    private var attempts = 0
    /// What the clock said last.
    private var latest: Date

    init(_ settings: AlertSettings, seed: UInt64, at now: Date) {
        self.settings = settings
        random = SeededRandom(seed: seed)
        latest = now
        for receiver in settings.receivers {
            channels[receiver.name] = Channel(receiver, settings, at: now)
        }
    }
}

// MARK: - What comes in

extension Dispatcher {
    /// Puts all times right when somebody has set the clock, or everything would wait for the time that it was, or be too old
    /// all at once. To be called before anything is noted by the time of the clock as it is now.
    ///
    /// - Parameters:
    ///   - now: the time.
    ///   - elapsed: seconds since the last call, by a clock that nobody sets; nil where there is none.
    mutating func follow(_ now: Date, after elapsed: Double? = nil) {
        let passed = now.timeIntervalSince(latest)
        latest = now
        let jump = passed - (elapsed ?? max(passed, 0))
        guard passed < -Self.tolerance || jump > Self.forwardTolerance else { return }
        for name in channels.keys {
            channels[name]?.turnBack(by: -jump)
        }
    }

    /// Counts an alert for each of its receivers.
    mutating func record(_ facts: AlertFacts, receivers: [String], at time: Date) {
        for receiver in receivers {
            switch channels[receiver]?.isGone {
            case false?: channels[receiver]?.record(facts, at: time)
            // Its receiver has gone since it was judged; the answer to a last message may still be waited for.
            case true?: channels[receiver]?.counters[.receiverRemoved] += 1
            case nil: former[receiver, default: ReceiverCounters()][.receiverRemoved] += 1
            }
        }
    }

    /// Counts alerts of which nothing but the number is known: every receiver is told it.
    mutating func recordLost(_ count: Int, at time: Date) {
        for (name, channel) in channels where !channel.isGone {
            channels[name]?.recordLost(count, at: time)
        }
    }

    /// Notes what became of a try.
    mutating func finish(_ attempt: PostRequest.Attempt, _ outcome: Outcome, at now: Date) -> [DeliveryAction] {
        let name = attempt.receiver
        let actions = channels[name]?.finish(attempt: attempt.number, outcome, &random, at: now) ?? []
        if let channel = channels[name], channel.isGone, !channel.isInFlight {
            remove(channel)
        }
        return actions
    }

    /// Takes over changed settings.
    mutating func update(_ settings: AlertSettings, at now: Date) -> [DeliveryAction] {
        self.settings = settings
        var actions: [DeliveryAction] = []
        let names = Set(settings.receivers.map(\.name))
        for name in channels.keys.sorted() where !names.contains(name) && channels[name]?.isGone == false {
            guard let (reports, isOver) = channels[name]?.retire() else { continue }
            actions += reports
            if isOver, let channel = channels[name] {
                remove(channel)
            }
        }
        for receiver in settings.receivers {
            guard channels[receiver.name]?.update(receiver, settings, at: now) == nil else { continue }
            var channel = Channel(receiver, settings, at: now)
            channel.counters = former.removeValue(forKey: receiver.name) ?? ReceiverCounters()
            if erased.remove(receiver.name) != nil {
                channel.rewrite()
            }
            channels[receiver.name] = channel
        }
        return actions
    }

    /// Gives every receiver a new chance: what kept some from taking messages may be mended.
    mutating func reconsider(at now: Date) {
        for name in channels.keys {
            channels[name]?.reconsider(at: now)
        }
    }

    /// Has everything that waits due at once, as far as the robots' pace allows: before the end.
    mutating func flush(at now: Date) {
        for name in channels.keys {
            channels[name]?.flush(at: now)
        }
    }

    private mutating func remove(_ channel: Channel) {
        let name = channel.receiver.name
        channels[name] = nil
        former[name] = channel.counters
        erased.insert(name)
    }
}

// MARK: - What goes out

extension Dispatcher {
    /// Does what is due. What is to be posted is posted once the outbox has all changes.
    mutating func proceed(at now: Date) -> [DeliveryAction] {
        follow(now)
        var actions: [DeliveryAction] = []
        for name in channels.keys.sorted() {
            guard let time = channels[name]?.nextTime(at: now), time <= now else { continue }
            attempts += 1
            let taken = Set(channels.values.flatMap(\.messageIDs))
            actions += channels[name]?.proceed(attempt: attempts, taken: taken, &random, at: now) ?? []
        }
        return actions
    }

    /// When something is to be done, if nothing else comes; nil for never.
    func nextTime(at now: Date) -> Date? {
        channels.values.compactMap { $0.nextTime(at: now) }.min()
    }

    /// When a message may go out, if nothing else comes; nil for never.
    func nextSend(at now: Date) -> Date? {
        channels.values.compactMap { $0.nextSend(at: now) }.min()
    }

    /// Whether an answer is waited for.
    var isInFlight: Bool { channels.values.contains(where: \.isInFlight) }

    /// How every receiver is, in the order of the settings, those that are gone last.
    var states: [ReceiverState] {
        let present = settings.receivers.compactMap { channels[$0.name] }.map(ReceiverState.init)
        let gone = former.merging(channels.filter(\.value.isGone).mapValues(\.counters)) { $1 }
        return present + gone.sorted { $0.key < $1.key }.map { ReceiverState(name: $0.key, counters: $0.value) }
    }
}

// MARK: - The outbox

extension Dispatcher {
    /// Takes over what the outbox knows, besides what is known already.
    mutating func restore(_ stored: [String: StoredChannel], at now: Date) -> [DeliveryAction] {
        var actions: [DeliveryAction] = []
        for (name, stored) in stored.sorted(by: { $0.key < $1.key }) {
            if channels[name]?.isGone == false {
                channels[name]?.restore(stored, at: now)
                continue
            }
            erased.insert(name)
            guard stored.waiting > 0 else { continue }
            if let channel = channels[name] {
                channels[name]?.counters[.receiverRemoved] = channel.counters[.receiverRemoved] + stored.waiting
            } else {
                former[name, default: ReceiverCounters()][.receiverRemoved] += stored.waiting
            }
            actions.append(
                .reportLoss(receiver: name, .receiverRemoved, id: nil, alerts: stored.waiting, reason: nil)
            )
        }
        return actions
    }

    /// Whether the outbox must know all changes before anything is posted.
    var isUrgent: Bool { channels.values.contains(where: \.isUrgent) }

    /// Whether there is something that the outbox does not know yet.
    var hasChanges: Bool { !erased.isEmpty || channels.values.contains(where: \.hasChanges) }

    /// What the outbox does not know yet; from now on it does.
    mutating func takeChanges() -> [OutboxChange] {
        var changes = erased.sorted().map { OutboxChange(receiver: $0, isRewrite: true) }
        erased = []
        for name in channels.keys.sorted() {
            if let change = channels[name]?.takeChanges() {
                changes.append(change)
            }
        }
        return changes
    }

    /// Has the outbox told everything, because it is another one.
    mutating func rewrite() {
        for name in channels.keys {
            channels[name]?.rewrite()
        }
    }

    /// Has the outbox told again what it could not be told: all of those receivers, for nobody knows what it has.
    mutating func giveBack(_ changes: [OutboxChange]) {
        for name in changes.map(\.receiver) where channels[name]?.rewrite() == nil {
            erased.insert(name)
        }
    }
}

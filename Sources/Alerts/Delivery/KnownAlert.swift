import Foundation

/// Something that was found, as one receiver knows it: what waits to be told, and what was told.
struct KnownAlert: Hashable, Sendable {
    /// As of the last time among the worst that wait.
    var facts: AlertFacts
    /// What no message tells of yet.
    var pending: Tally?
    /// Alerts in messages that wait for an answer.
    var sealed = 0
    /// Alerts that were told of, and when for the last time.
    var told = 0
    var toldAt: Date?
    /// Messages that repeated it since it was new.
    var step = 0
    /// The worst that was told of; nil for nothing.
    var worstTold: Severity?
    /// When it was last.
    var seen: Date

    init(_ facts: AlertFacts, seen: Date) {
        self.facts = facts
        self.seen = seen
    }

    /// Whether somebody is still to hear of it.
    var isWaiting: Bool { pending != nil || sealed > 0 }

    /// Whether nobody has heard of it yet, or of nothing as bad.
    var isNews: Bool { !hasTold(facts.severity) }

    /// Whether somebody has heard of it, and of something as bad.
    func hasTold(_ severity: Severity) -> Bool { worstTold.map { $0 >= severity } ?? false }

    mutating func record(_ facts: AlertFacts, at time: Date) {
        // What is worse is not hidden by what comes behind it.
        if !isWaiting || facts.severity >= self.facts.severity {
            self.facts = facts
        }
        pending.add(Tally(at: time))
        seen = max(seen, time)
    }

    /// Notes that a message with `part` of it was delivered.
    mutating func tell(_ part: SealedMessage.Part, at now: Date) {
        sealed -= part.tally.count
        let isNews = worstTold.map { $0 < part.severity } ?? true
        step = isNews ? 0 : step + 1
        worstTold = max(worstTold ?? part.severity, part.severity)
        told += part.tally.count
        toldAt = now
    }

    /// Has it new when it comes again.
    mutating func forget() {
        (told, toldAt, step, worstTold) = (0, nil, 0, nil)
    }

    /// Has it no later than `now`, for a clock that was ahead when it was kept.
    mutating func clamp(to now: Date) {
        pending?.clamp(to: now)
        seen = min(seen, now)
        toldAt = toldAt.map { min($0, now) }
    }

    /// Adds what another process knew of the same thing.
    mutating func add(_ other: KnownAlert) {
        let isOtherWorse = other.isWaiting && (!isWaiting || other.facts.severity > facts.severity)
        facts = isOtherWorse ? other.facts : facts
        if let tally = other.pending {
            pending.add(tally)
        }
        sealed += other.sealed
        told += other.told
        toldAt = [toldAt, other.toldAt].compactMap(\.self).max()
        step = max(step, other.step)
        worstTold = [worstTold, other.worstTold].compactMap(\.self).max()
        seen = max(seen, other.seen)
    }

    /// Follows a clock that was put back by so many seconds.
    mutating func turnBack(by seconds: Double) {
        pending?.turnBack(by: seconds)
        toldAt? -= seconds
        seen -= seconds
    }
}

import Foundation

/// When a receiver is told of what: how settings spread messages over time. All in seconds.
struct RepeatSchedule: Hashable, Sendable {
    private let wait: Double
    private let interval: Double
    private let repeats: [Double]
    /// How old what waits may get.
    let timeToLive: Double

    init(_ settings: AlertSettings) {
        wait = settings.wait.seconds
        interval = settings.interval.seconds
        repeats = settings.repeats.map(\.seconds)
        timeToLive = settings.timeToLive.seconds
    }

    /// How long something must not happen to be new when it happens again.
    var silence: Double { (repeats.last ?? 0) + interval }

    /// How long a robot is left alone at the most, however long it wants: half of what waits may grow old, or all of it would
    /// be too old at the end. Never shorter than bans need.
    var longestPause: Double { max(timeToLive / 2, 900) }

    /// How long a group's last message counts.
    var memory: Double { interval }

    /// When something new is told of: soon in a group that was quiet, with others of the same interval in one that was not.
    ///
    /// - Parameters:
    ///   - first: when it was for the first time.
    ///   - told: when the group's last message was delivered; nil for never.
    /// - Returns: the time.
    func due(first: Date, told: Date?) -> Date {
        guard let told, first.timeIntervalSince(told) < interval else { return first + wait }
        return told + interval
    }

    /// When it is time to tell of an alert; nil if it does not wait, or is being told of.
    func due(_ alert: KnownAlert, told: Date?) -> Date? {
        guard let pending = alert.pending, alert.sealed == 0 else { return nil }
        let due = due(first: pending.first, told: told)
        guard !alert.isNews, let last = alert.toldAt else { return due }
        // Late repetitions gather like what is new, or each of many would be a message.
        return max(due, last + (repeats.isEmpty ? 0 : repeats[min(alert.step, repeats.count - 1)]))
    }
}

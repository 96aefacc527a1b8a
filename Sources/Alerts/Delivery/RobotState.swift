import Foundation

/// How a robot is, and when it may be written to.
struct RobotState: Sendable {
    /// Why and since when a robot takes no messages.
    struct Degradation: Hashable, Sendable {
        var reason: String
        var since: Date
        /// When the next message tries whether it takes some again.
        var probe: Date
    }

    private var bucket: TokenBucket
    private(set) var pausedUntil: Date?
    /// Times in a row that it wanted to be left alone.
    private var pauses = 0
    private(set) var degradation: Degradation?

    init(_ pace: RobotPace) {
        bucket = TokenBucket(pace)
    }

    /// When it may be written to, `now` or later.
    func next(at now: Date) -> Date {
        max(bucket.next(at: now), pausedUntil ?? now, degradation?.probe ?? now)
    }

    /// When it may be written to again once it is written to now.
    func horizon(at now: Date) -> Date {
        var bucket = bucket
        bucket.take(at: now)
        return bucket.next(at: now)
    }

    /// When its token bucket is full.
    var bucketFull: Date { bucket.full }

    /// Notes that it is written to.
    mutating func write(at now: Date) {
        bucket.take(at: now)
    }

    /// Leaves it alone for the seconds that it asked for or more. Answers until when, if it did not ask for that since it
    /// took a message last.
    mutating func pause(_ asked: Double, _ kind: Receiver.Kind, at now: Date) -> Date? {
        pauses += 1
        let until = now + RetrySchedule.pause(asked, times: pauses, kind)
        pausedUntil = until
        return pauses == 1 ? until : nil
    }

    /// Notes that it takes no messages; true if it took some before.
    mutating func degrade(_ reason: String, at now: Date) -> Bool {
        let since = degradation?.since
        degradation = Degradation(reason: reason, since: since ?? now, probe: now + RetrySchedule.probeInterval)
        return since == nil
    }

    /// Notes that it takes messages, and answers since when it did not.
    mutating func recover() -> Date? {
        defer { (degradation, pauses) = (nil, 0) }
        return degradation?.since
    }

    /// Takes over changed settings.
    mutating func change(_ pace: RobotPace, isOther: Bool) {
        bucket.pace = pace
        if isOther {
            pausedUntil = nil
        }
    }

    /// Takes over what the outbox knows, besides what is known already. Where the bucket would be full later than an empty
    /// one, the clock was ahead when the robot was written to last, and so is the end of its pause.
    mutating func restore(_ state: OutboxChange.State, at now: Date) {
        let ahead = max(0, state.bucketFull.timeIntervalSince(now) - Double(bucket.pace.burst) * bucket.pace.spacing)
        bucket = TokenBucket(bucket.pace, full: max(bucket.full, state.bucketFull - ahead))
        pausedUntil = [pausedUntil, state.pausedUntil.map { $0 - ahead }].compactMap(\.self).max()
    }

    /// Follows a clock that was put back by so many seconds.
    mutating func turnBack(by seconds: Double) {
        bucket = TokenBucket(bucket.pace, full: bucket.full - seconds)
        pausedUntil? -= seconds
        degradation?.probe -= seconds
    }
}

import Foundation

/// A token bucket, kept as the time at which it will be full (the generic cell rate algorithm): one date says it all, and
/// says it to the next process, too.
struct TokenBucket: Hashable, Sendable {
    var pace: RobotPace
    /// When all tokens are there again; long ago for a bucket that is full.
    private(set) var full: Date

    init(_ pace: RobotPace, full: Date = .distantPast) {
        self.pace = pace
        self.full = full
    }

    /// When a token will be there, `now` or later.
    func next(at now: Date) -> Date {
        max(now, capped(at: now) - Double(pace.burst - 1) * pace.spacing)
    }

    /// Takes a token, which must be there.
    mutating func take(at now: Date) {
        full = max(now, capped(at: now)) + pace.spacing
    }

    /// An empty bucket is full after `burst` spacings; a clock that was put back makes it seem otherwise.
    private func capped(at now: Date) -> Date {
        min(full, now + Double(pace.burst) * pace.spacing)
    }
}

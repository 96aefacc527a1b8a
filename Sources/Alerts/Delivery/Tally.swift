import Foundation

/// A number of alerts, and when they were.
struct Tally: Codable, Hashable, Sendable {
    private(set) var count: Int
    private(set) var first: Date
    private(set) var last: Date

    init(count: Int = 1, first: Date, last: Date) {
        self.count = count
        self.first = first
        self.last = last
    }

    init(count: Int = 1, at time: Date) {
        self.init(count: count, first: time, last: time)
    }

    mutating func add(_ other: Tally) {
        count += other.count
        first = min(first, other.first)
        last = max(last, other.last)
    }

    /// Has it no later than `now`, for a clock that was ahead when it was kept.
    mutating func clamp(to now: Date) {
        first = min(first, now)
        last = min(last, now)
    }

    /// Follows a clock that was put back by so many seconds.
    mutating func turnBack(by seconds: Double) {
        first -= seconds
        last -= seconds
    }
}

extension Tally? {
    /// Adds to what there is, if there is something.
    mutating func add(_ other: Tally) {
        if self?.add(other) == nil {
            self = other
        }
    }
}

import Synchronization

/// How long something took, each time since the start, sorted by length. Moved from any thread without a lock.
package final class Histogram: Sendable {
    /// The upper end of a bucket.
    package struct Bound: Sendable {
        let length: Duration
        /// The same in seconds, as Prometheus' label `le` has it.
        let seconds: String
    }

    /// From 50 µs, about what a denial takes, to 1 s, a third of the time that the API server is told to wait.
    package static let bounds = [
        Bound(length: .microseconds(50), seconds: "0.00005"), Bound(length: .microseconds(100), seconds: "0.0001"),
        Bound(length: .microseconds(250), seconds: "0.00025"), Bound(length: .microseconds(500), seconds: "0.0005"),
        Bound(length: .milliseconds(1), seconds: "0.001"), Bound(length: .microseconds(2500), seconds: "0.0025"),
        Bound(length: .milliseconds(5), seconds: "0.005"), Bound(length: .milliseconds(10), seconds: "0.01"),
        Bound(length: .milliseconds(25), seconds: "0.025"), Bound(length: .milliseconds(50), seconds: "0.05"),
        Bound(length: .milliseconds(100), seconds: "0.1"), Bound(length: .milliseconds(250), seconds: "0.25"),
        Bound(length: .milliseconds(500), seconds: "0.5"), Bound(length: .seconds(1), seconds: "1"),
    ]

    /// As many as there are bounds, and one for what took longer; each without those before it.
    private let buckets = InlineArray<15, Atomic<Int>> { _ in Atomic(0) }
    /// Nanoseconds of all.
    private let sum = Atomic<Int>(0)

    package init() {}

    /// Counts one length; a negative one, of a clock that was set, as nothing.
    package func observe(_ length: Duration) {
        let length = max(length, .zero)
        var index = 0
        while index < Self.bounds.count, length > Self.bounds[index].length {
            index += 1
        }
        buckets[index].add(1, ordering: .relaxed)
        let (seconds, attoseconds) = length.components
        sum.add(Int(seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000), ordering: .relaxed)
    }

    /// What has been counted so far.
    package struct Reading: Sendable {
        /// For each bound, how many were at most as long.
        package let counts: [Int]
        /// How many there were.
        package let count: Int
        package let sum: Duration
    }

    /// A reading beside which others may count: one that is being counted may miss in `sum`.
    package var reading: Reading {
        var counts: [Int] = []
        var count = 0
        for index in Self.bounds.indices {
            count += buckets[index].load(ordering: .relaxed)
            counts.append(count)
        }
        count += buckets[Self.bounds.count].load(ordering: .relaxed)
        return Reading(counts: counts, count: count, sum: .nanoseconds(sum.load(ordering: .relaxed)))
    }
}

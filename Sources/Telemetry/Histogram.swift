import Synchronization

/// How long something took, each time since the start, sorted by length. Moved from any thread without a lock.
package final class Histogram: Sendable {
    /// The upper end of a bucket.
    package struct Bound: Sendable {
        let nanoseconds: Int
        /// The same in seconds, as Prometheus' label `le` has it.
        let seconds: String
    }

    /// From 50 µs, about what a denial takes, to 1 s, a third of the time that the API server is told to wait.
    package static let bounds = [
        Bound(nanoseconds: 50_000, seconds: "0.00005"), Bound(nanoseconds: 100_000, seconds: "0.0001"),
        Bound(nanoseconds: 250_000, seconds: "0.00025"), Bound(nanoseconds: 500_000, seconds: "0.0005"),
        Bound(nanoseconds: 1_000_000, seconds: "0.001"), Bound(nanoseconds: 2_500_000, seconds: "0.0025"),
        Bound(nanoseconds: 5_000_000, seconds: "0.005"), Bound(nanoseconds: 10_000_000, seconds: "0.01"),
        Bound(nanoseconds: 25_000_000, seconds: "0.025"), Bound(nanoseconds: 50_000_000, seconds: "0.05"),
        Bound(nanoseconds: 100_000_000, seconds: "0.1"), Bound(nanoseconds: 250_000_000, seconds: "0.25"),
        Bound(nanoseconds: 500_000_000, seconds: "0.5"), Bound(nanoseconds: 1_000_000_000, seconds: "1"),
    ]

    /// As many as there are bounds, and one for what took longer; each without those before it.
    private let buckets = InlineArray<15, Atomic<Int>> { _ in Atomic(0) }
    /// Nanoseconds of all.
    private let sum = Atomic<Int>(0)

    package init() {}

    /// Counts one length; a negative one, of a clock that was set, as nothing.
    package func observe(_ length: Duration) {
        let nanoseconds = Self.nanoseconds(max(length, .zero))
        var index = 0
        while index < Self.bounds.count, nanoseconds > Self.bounds[index].nanoseconds {
            index += 1
        }
        buckets[index].add(1, ordering: .relaxed)
        sum.add(nanoseconds, ordering: .relaxed)
    }

    /// A length, which is not negative, rounded up. Below 18 s one division of 64 bits does, a tenth of one of 128.
    private static func nanoseconds(_ length: Duration) -> Int {
        let attoseconds = length.attoseconds + 999_999_999
        guard let short = UInt64(exactly: attoseconds) else {
            return Int(clamping: attoseconds / 1_000_000_000)
        }
        return Int(short / 1_000_000_000)
    }

    /// What has been counted so far.
    package struct Reading: Sendable {
        /// For each bound, how many were at most as long.
        package private(set) var counts: [Int]
        /// How many there were.
        package private(set) var count: Int
        package private(set) var sum: Duration

        fileprivate init(counts: [Int], count: Int, sum: Duration) {
            (self.counts, self.count, self.sum) = (counts, count, sum)
        }

        /// Of nothing.
        package init() {
            self.init(counts: Array(repeating: 0, count: Histogram.bounds.count), count: 0, sum: .zero)
        }

        /// What two histograms have counted together.
        package static func + (left: Reading, right: Reading) -> Reading {
            Reading(
                counts: zip(left.counts, right.counts).map { $0 + $1 },
                count: left.count + right.count,
                sum: left.sum + right.sum
            )
        }
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

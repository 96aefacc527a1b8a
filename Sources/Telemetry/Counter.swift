import Synchronization

/// A number that only grows, moved from any thread without a lock.
package final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    package init() {}

    package func increment(by amount: Int = 1) {
        count.add(amount, ordering: .relaxed)
    }

    package var value: Int {
        count.load(ordering: .relaxed)
    }
}

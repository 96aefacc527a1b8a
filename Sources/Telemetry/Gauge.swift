import Synchronization

/// A number that goes up and down, moved from any thread without a lock.
package final class Gauge: Sendable {
    private let number = Atomic<Int>(0)

    package init() {}

    /// Moves the number up, or down by a negative amount.
    package func add(_ amount: Int) {
        number.add(amount, ordering: .relaxed)
    }

    /// Moves the number up by `amount`, unless it would exceed `limit`; false if so.
    package func add(_ amount: Int, upTo limit: Int) -> Bool {
        var present = number.load(ordering: .relaxed)
        while present + amount <= limit {
            let (exchanged, original) = number.weakCompareExchange(
                expected: present,
                desired: present + amount,
                ordering: .relaxed
            )
            if exchanged {
                return true
            }
            present = original
        }
        return false
    }

    package var value: Int {
        number.load(ordering: .relaxed)
    }
}

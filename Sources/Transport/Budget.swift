import Synchronization

/// A number of things that all loops together may have at once, without a lock.
final class Budget: Sendable {
    private let used = Atomic<Int>(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Takes `amount`; false if that would exceed the limit.
    func take(_ amount: Int) -> Bool {
        var used = self.used.load(ordering: .relaxed)
        while used + amount <= limit {
            let (exchanged, original) = self.used.weakCompareExchange(
                expected: used,
                desired: used + amount,
                ordering: .relaxed
            )
            if exchanged {
                return true
            }
            used = original
        }
        return false
    }

    func give(_ amount: Int) {
        used.subtract(amount, ordering: .relaxed)
    }
}

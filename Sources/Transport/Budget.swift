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
        let (_, total) = used.add(amount, ordering: .relaxed)
        guard total > limit else { return true }
        give(amount)
        return false
    }

    func give(_ amount: Int) {
        used.subtract(amount, ordering: .relaxed)
    }

    var inUse: Int { used.load(ordering: .relaxed) }
}

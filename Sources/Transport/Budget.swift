import Telemetry

/// A number of things that all loops together may have at once, without a lock.
final class Budget: Sendable {
    private let used: Gauge
    private let limit: Int

    /// - Parameters:
    ///   - limit: how many there may be.
    ///   - used: shows how many there are.
    init(limit: Int, used: Gauge = Gauge()) {
        self.limit = limit
        self.used = used
    }

    /// Takes `amount`; false if that would exceed the limit.
    func take(_ amount: Int) -> Bool {
        used.add(amount, upTo: limit)
    }

    func give(_ amount: Int) {
        used.add(-amount)
    }
}

import HTTP

/// The places that the connections of all loops take, without a lock.
final class ConnectionPlaces: Sendable {
    enum Kind {
        /// Of a connection whose requests are answered.
        case regular
        /// Of one too many, which is told so.
        case reserve
    }

    private let regular: Budget
    private let reserve: Budget

    init(_ limits: Limits, _ counters: ServerCounters) {
        regular = Budget(limit: limits.connections, used: counters.connections)
        reserve = Budget(limit: limits.reserveConnections, used: counters.reserveConnections)
    }

    /// Takes a place; false if there is none.
    func take(_ kind: Kind) -> Bool {
        budget(kind).take(1)
    }

    func give(_ kind: Kind) {
        budget(kind).give(1)
    }

    private func budget(_ kind: Kind) -> Budget {
        switch kind {
        case .regular: regular
        case .reserve: reserve
        }
    }
}

import Synchronization

/// Numbers of which each thread has its own, so that none waits for memory that another has just written: that costs more than
/// the counting. Whoever reads adds them up.
package final class Shares<Share: Sendable>: Sendable {
    private let shares = Mutex<[Share]>([])

    package init() {}

    /// Takes in one more: once for each thread, which makes it itself, for allocators keep apart what threads have made.
    ///
    /// - Returns: the share.
    package func add(_ share: Share) -> Share {
        shares.withLock { $0.append(share) }
        return share
    }

    /// All so far.
    package var all: [Share] { shares.withLock(\.self) }
}

extension Shares {
    /// A number of all together.
    package func sum(_ number: (Share) -> Int) -> Int {
        all.reduce(0) { $0 + number($1) }
    }
}

package import Foundation

/// The time, and waiting for it to pass.
package struct RotationClock: Sendable {
    /// This machine's clock, which people may set.
    package var now: @Sendable () -> Date
    /// Since some moment; only ever goes on.
    package var elapsed: @Sendable () -> Duration
    package var pause: @Sendable (Duration) -> Void

    package init(
        now: @escaping @Sendable () -> Date,
        elapsed: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) -> Void
    ) {
        self.now = now
        self.elapsed = elapsed
        self.pause = pause
    }

    /// The time as it is. A pause keeps its thread.
    package static var real: RotationClock {
        let start = ContinuousClock.now
        return RotationClock(
            now: { Date() },
            elapsed: { ContinuousClock.now - start },
            pause: { Thread.sleep(forTimeInterval: $0 / .seconds(1)) }
        )
    }
}

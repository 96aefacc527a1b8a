import Synchronization

/// Since when a loop has been at work, for others to see. Its thread writes it twice a turn, without a lock.
final class LoopPulse: Sendable {
    /// Nanoseconds since `origin` when the present turn began; zero while the loop waits for something to do.
    private let turnStart = Atomic<Int>(0)
    private let origin: ContinuousClock.Instant = .now

    func beginTurn(at now: ContinuousClock.Instant) {
        let (seconds, attoseconds) = (now - origin).components
        turnStart.store(max(1, Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)), ordering: .relaxed)
    }

    func endTurn() {
        turnStart.store(0, ordering: .relaxed)
    }

    /// How long the present turn has taken so far; nothing between two turns.
    var busyTime: Duration {
        let start = turnStart.load(ordering: .relaxed)
        return start == 0 ? .zero : max(.zero, ContinuousClock.now - origin - .nanoseconds(start))
    }
}

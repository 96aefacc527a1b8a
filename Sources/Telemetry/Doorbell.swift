package import Dispatch
import Synchronization

/// Wakes one thread that waits for others to leave something for it, at next to no cost while it is awake: whoever leaves
/// something rings, and only a ring that somebody waits for is a signal.
package final class Doorbell: Sendable {
    private let wakeUp = DispatchSemaphore(value: 0)
    /// Whether the thread waits for `wakeUp`; whoever turns it off must signal.
    private let isWaiting = Atomic<Bool>(false)

    package init() {}

    /// Wakes the thread if it waits. To be called once what it should see is in its place.
    package func ring() {
        // Either this sees `isWaiting`, or the thread, which sets it before its last look, sees what was left.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if isWaiting.load(ordering: .relaxed), isWaiting.exchange(false, ordering: .acquiringAndReleasing) {
            wakeUp.signal()
        }
    }

    /// The same, but ends a `pause`, too.
    package func ringThroughPauses() {
        wakeUp.signal()
    }

    /// Waits until somebody rings. From the one thread that is rung for.
    ///
    /// - Parameters:
    ///   - deadline: when to go on without.
    ///   - hasWork: looks whether something has been left, once more after rings count: what came before that rang for
    ///     nobody. A ring too many costs one look in vain.
    package func wait(until deadline: DispatchTime = .distantFuture, unless hasWork: () -> Bool) {
        isWaiting.store(true, ordering: .relaxed)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if !hasWork() {
            _ = wakeUp.wait(timeout: deadline)
        }
        isWaiting.store(false, ordering: .relaxed)
    }

    /// Pauses between two looks, whoever rings meanwhile.
    package func pause(_ interval: DispatchTimeInterval) {
        _ = wakeUp.wait(timeout: .now() + interval)
    }
}

import Synchronization

/// A queue of fixed length that many threads fill and one empties, without a lock: a full queue refuses, nobody waits.
///
/// Elements are filled and read in place. What they have allocated stays with their slot and is used again, so that no
/// memory wanders from the threads that fill to the one that empties: the allocator would make them wait for each other.
///
/// Dmitry Vyukov's bounded queue: each slot carries the turn at which it may next be used, so that a thread which has won
/// a turn by moving `head` has the slot to itself until it moves the slot's turn on.
package final class BoundedQueue<Element: Sendable>: Sendable {
    private final class Slot: @unchecked Sendable {
        let turn: Atomic<Int>
        // Touched only by the thread whose turn it is: the producer between winning the turn and releasing `turn`, then
        // the consumer between acquiring that and releasing the next. Acquire and release order the accesses.
        var element: Element

        init(turn: Int, _ element: Element) {
            self.turn = Atomic(turn)
            self.element = element
        }
    }

    private let slots: [Slot]
    /// The next turn to fill.
    private let head = Atomic<Int>(0)
    /// The next turn to empty; only the consumer moves it.
    private let tail = Atomic<Int>(0)

    /// - Parameters:
    ///   - capacity: how many elements may wait, at least two: with one slot a full and a free one look the same.
    ///   - element: what a slot holds before it is filled for the first time.
    package init(capacity: Int, _ element: Element) {
        precondition(capacity > 1, "a queue of \(capacity) elements cannot tell full from empty")
        slots = (0..<capacity).map { Slot(turn: $0, element) }
    }

    /// Appends an element, which `fill` makes of the one that was in its slot before; false if the queue is full. From any
    /// thread.
    package func push(_ fill: (inout Element) -> Void) -> Bool {
        var turn = head.load(ordering: .relaxed)
        while true {
            let slot = slots[turn % slots.count]
            let ready = slot.turn.load(ordering: .acquiring)
            if ready < turn {
                return false
            }
            if ready > turn {
                turn = head.load(ordering: .relaxed)
                continue
            }
            let (exchanged, original) = head.weakCompareExchange(
                expected: turn,
                desired: turn + 1,
                ordering: .relaxed
            )
            if exchanged {
                fill(&slot.element)
                slot.turn.store(turn + 1, ordering: .releasing)
                return true
            }
            turn = original
        }
    }

    /// Whether nothing waits. From the thread that empties the queue.
    package var isEmpty: Bool {
        let turn = tail.load(ordering: .relaxed)
        return slots[turn % slots.count].turn.load(ordering: .acquiring) != turn + 1
    }

    /// Lends the oldest element to `take` and removes it; false if there is none. From one thread only.
    package func pop(_ take: (Element) -> Void) -> Bool {
        let turn = tail.load(ordering: .relaxed)
        let slot = slots[turn % slots.count]
        guard slot.turn.load(ordering: .acquiring) == turn + 1 else { return false }
        take(slot.element)
        slot.turn.store(turn + slots.count, ordering: .releasing)
        tail.store(turn + 1, ordering: .relaxed)
        return true
    }
}

import Synchronization

/// A queue of fixed length that many threads fill and one empties, without a lock: a full queue refuses, nobody waits.
///
/// Elements are filled and read in place. What they have allocated stays with their slot and is used again, so that no
/// memory wanders from the threads that fill to the one that empties: the allocator would make them wait for each other.
///
/// Dmitry Vyukov's bounded queue: each slot carries the turn at which it may next be used, so that a thread which has won
/// a turn by moving `head` has the slot to itself until it moves the slot's turn on. A slot is filled at an even turn and
/// emptied at the odd one behind it; his own numbering cannot tell the two apart in a queue of one slot.
package final class BoundedQueue<Element: Sendable>: Sendable {
    // Sendable because of the turn, which gives the element to one thread at a time.
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
    /// Elements pushed so far: half the next turn to fill.
    private let head = Atomic<Int>(0)
    /// Elements popped so far; only the consumer moves it.
    private let tail = Atomic<Int>(0)

    /// - Parameters:
    ///   - capacity: how many elements may wait.
    ///   - element: what a slot holds before it is filled for the first time.
    package init(capacity: Int, _ element: Element) {
        precondition(capacity > 0, "a queue of \(capacity) elements can hold none")
        slots = (0..<capacity).map { Slot(turn: 2 * $0, element) }
    }

    /// Appends an element, which `fill` makes of the one that was in its slot before; false if the queue is full. From any
    /// thread.
    package func push(_ fill: (inout Element) -> Void) -> Bool {
        var number = head.load(ordering: .relaxed)
        while true {
            let slot = slots[number % slots.count]
            let turn = slot.turn.load(ordering: .acquiring)
            if turn < 2 * number {
                return false
            }
            if turn > 2 * number {
                number = head.load(ordering: .relaxed)
                continue
            }
            let (exchanged, original) = head.weakCompareExchange(
                expected: number,
                desired: number + 1,
                ordering: .relaxed
            )
            if exchanged {
                fill(&slot.element)
                slot.turn.store(turn + 1, ordering: .releasing)
                return true
            }
            number = original
        }
    }

    /// Whether nothing waits. From the thread that empties the queue.
    package var isEmpty: Bool {
        let number = tail.load(ordering: .relaxed)
        return slots[number % slots.count].turn.load(ordering: .acquiring) != 2 * number + 1
    }

    /// Lends the oldest element to `take` and removes it; false if there is none. What `take` leaves of it stays in the slot.
    /// From one thread only.
    package func pop(_ take: (inout Element) -> Void) -> Bool {
        let number = tail.load(ordering: .relaxed)
        let slot = slots[number % slots.count]
        guard slot.turn.load(ordering: .acquiring) == 2 * number + 1 else { return false }
        take(&slot.element)
        slot.turn.store(2 * (number + slots.count), ordering: .releasing)
        tail.store(number + 1, ordering: .relaxed)
        return true
    }
}

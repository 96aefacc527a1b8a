import Glibc
import TestSupport
import Testing

@testable import Telemetry

@Suite struct BoundedQueueTests {
    @Test(arguments: [1, 2, 3, 8])
    func aFullQueueRefusesAndLeavesWhatWaitsAlone(capacity: Int) {
        let queue = BoundedQueue(capacity: capacity, 0)
        for number in 1...capacity {
            #expect(queue.push { $0 = number })
        }
        #expect(!queue.push { $0 = -1 })
        #expect(drain(queue) == Array(1...capacity))
    }

    @Test(arguments: [1, 2, 3, 8])
    func whatComesFirstGoesFirstRoundAfterRound(capacity: Int) {
        let queue = BoundedQueue(capacity: capacity, 0)
        var (pushed, popped): ([Int], [Int]) = ([], [])
        for round in 0..<20 {
            // Rounds of different lengths, so that the queue's ends meet in every slot.
            for _ in 0...(round % capacity) where queue.push({ $0 = pushed.count }) {
                pushed.append(pushed.count)
            }
            popped += drain(queue)
        }
        #expect(popped == pushed)
    }

    @Test func anEmptyQueueLendsNothing() {
        let queue = BoundedQueue(capacity: 2, "")
        #expect(queue.isEmpty)
        #expect(popped(queue) == nil)
        #expect(queue.push { $0 = "a" })
        #expect(!queue.isEmpty)
        #expect(drain(queue) == ["a"])
        #expect(queue.isEmpty)
    }

    @Test func aPopMakesRoomForOne() {
        let queue = BoundedQueue(capacity: 2, 0)
        for number in 1...2 {
            #expect(queue.push { $0 = number })
        }
        #expect(popped(queue) == 1)
        #expect(queue.push { $0 = 3 })
        #expect(!queue.push { $0 = 4 })
        #expect(drain(queue) == [2, 3])
    }

    @Test func whatASlotHasAllocatedIsUsedAgain() {
        let queue = BoundedQueue<[UInt8]>(capacity: 2, [])
        var addresses: [[UInt]] = [[], []]
        for round in 0..<6 {
            let isQueued = queue.push { element in
                element.removeAll(keepingCapacity: true)
                element.append(contentsOf: repeatElement(UInt8(round), count: 500))
                addresses[round % 2].append(element.withUnsafeBytes { UInt(bitPattern: $0.baseAddress) })
            }
            #expect(isQueued)
            #expect(popped(queue) == Array(repeating: UInt8(round), count: 500))
        }
        // The first round of each slot allocates, the others find that memory.
        for slot in addresses {
            #expect(Set(slot).count == 1)
        }
    }

    /// Four threads fill a queue far shorter than what they have to say while one empties it.
    @Test func manyProducersLoseNothingAndDoubleNothing() {
        let (producers, each) = (4, 5000)
        let queue = BoundedQueue(capacity: 64, 0)
        let deadline = ContinuousClock.now + .seconds(30)
        let threads = (0..<producers).map { producer in
            BackgroundThread {
                for number in 0..<each {
                    while !queue.push({ $0 = producer * each + number }), ContinuousClock.now < deadline {
                        sched_yield()
                    }
                }
            }
        }
        var lasts = Array(repeating: -1, count: producers)
        var count = 0
        while count < producers * each, ContinuousClock.now < deadline {
            _ = queue.pop { element in
                let (producer, number) = element.quotientAndRemainder(dividingBy: each)
                // In its producer's order without a gap: neither lost nor doubled.
                if number != lasts[producer] + 1 {
                    Issue.record("\(number) of producer \(producer) came behind \(lasts[producer])")
                }
                lasts[producer] = number
                count += 1
            }
        }
        #expect(lasts == Array(repeating: each - 1, count: producers))
        for thread in threads {
            #expect(thread.ends())
        }
        #expect(queue.isEmpty)
    }

    private func popped<Element>(_ queue: BoundedQueue<Element>) -> Element? {
        var popped: Element?
        let isThere = queue.pop { popped = $0 }
        #expect(isThere == (popped != nil))
        return popped
    }

    private func drain<Element>(_ queue: BoundedQueue<Element>) -> [Element] {
        var elements: [Element] = []
        while let element = popped(queue) {
            elements.append(element)
        }
        return elements
    }
}

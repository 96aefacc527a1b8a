import Synchronization
import TestSupport
import Testing

@testable import Transport

@Suite struct BudgetTests {
    @Test func whatExceedsTheLimitIsRefusedAndTakesNothing() {
        let budget = Budget(limit: 10)
        #expect(budget.take(7))
        #expect(!budget.take(4))
        #expect(budget.take(3))
        #expect(!budget.take(1))
        #expect(budget.take(0))
        budget.give(10)
        #expect(!budget.take(11))
        #expect(budget.take(10))
    }

    @Test func manyThreadsNeverHoldMoreThanTheLimitTogether() {
        let budget = Budget(limit: 3)
        let (holders, most, grants) = (Shared(), Shared(), Shared())
        let threads = (0..<4).map { _ in
            BackgroundThread {
                for _ in 0..<5000 where budget.take(1) {
                    let now = holders.number.add(1, ordering: .relaxed).newValue
                    most.number.max(now, ordering: .relaxed)
                    grants.number.add(1, ordering: .relaxed)
                    holders.number.subtract(1, ordering: .relaxed)
                    budget.give(1)
                }
            }
        }
        for thread in threads {
            #expect(thread.ends())
        }
        #expect(most.number.load(ordering: .relaxed) <= 3)
        #expect(grants.number.load(ordering: .relaxed) > 0)
        #expect(budget.take(3))
    }

    private final class Shared: Sendable {
        let number = Atomic<Int>(0)
    }
}

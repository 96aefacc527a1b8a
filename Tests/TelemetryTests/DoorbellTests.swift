import Dispatch
import TestSupport
import Testing

@testable import Telemetry

@Suite struct DoorbellTests {
    /// Two threads take turns: a ring that got lost would have both wait for ever.
    @Test func noRingIsOverlooked() {
        let (ping, pong) = (Doorbell(), Doorbell())
        let (turns, rounds) = (Counter(), 2000)
        let thread = BackgroundThread {
            for number in 0..<rounds {
                while turns.value < 2 * number + 1 {
                    ping.wait { turns.value >= 2 * number + 1 }
                }
                turns.increment()
                pong.ring()
            }
        }
        for number in 0..<rounds {
            turns.increment()
            ping.ring()
            while turns.value < 2 * number + 2 {
                pong.wait { turns.value >= 2 * number + 2 }
            }
        }
        #expect(thread.ends())
    }

    @Test func aWaitEndsByItself() {
        let start = ContinuousClock.now
        Doorbell().wait(until: .now() + .milliseconds(20)) { false }
        #expect(ContinuousClock.now - start >= .milliseconds(20))
    }

    @Test func whoeverHasWorkDoesNotWait() {
        let start = ContinuousClock.now
        Doorbell().wait { true }
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func aPauseOutlastsRingsButTheLoudOnes() {
        let doorbell = Doorbell()
        doorbell.ring()
        let start = ContinuousClock.now
        doorbell.pause(.milliseconds(20))
        #expect(ContinuousClock.now - start >= .milliseconds(20))
        doorbell.ringThroughPauses()
        doorbell.pause(.seconds(60))
        #expect(ContinuousClock.now - start < .seconds(30))
    }
}

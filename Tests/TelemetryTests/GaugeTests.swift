import Telemetry
import TestSupport
import Testing

@Suite struct GaugeTests {
    @Test func goesUpAndDown() {
        let gauge = Gauge()
        #expect(gauge.value == 0)
        gauge.add(3)
        gauge.add(-1)
        #expect(gauge.value == 2)
    }

    @Test func goesNoHigherThanItMay() {
        let gauge = Gauge()
        #expect(gauge.add(3, upTo: 3))
        #expect(!gauge.add(1, upTo: 3))
        #expect(gauge.value == 3)
    }

    @Test func losesNothingWhenManyThreadsMoveIt() {
        let gauge = Gauge()
        let threads = (0..<4).map { _ in
            BackgroundThread {
                for _ in 0..<10_000 {
                    gauge.add(2)
                    gauge.add(-1)
                }
            }
        }
        for thread in threads {
            #expect(thread.ends())
        }
        #expect(gauge.value == 40_000)
    }
}

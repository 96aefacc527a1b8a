import Telemetry
import TestSupport
import Testing

@Suite struct CounterTests {
    @Test func countsByOneAndByMore() {
        let counter = Counter()
        #expect(counter.value == 0)
        counter.increment()
        counter.increment(by: 41)
        #expect(counter.value == 42)
    }

    @Test func losesNothingWhenManyThreadsCount() {
        let counter = Counter()
        let threads = (0..<4).map { _ in
            BackgroundThread {
                for _ in 0..<10_000 {
                    counter.increment()
                }
            }
        }
        for thread in threads {
            #expect(thread.ends())
        }
        #expect(counter.value == 40_000)
    }
}

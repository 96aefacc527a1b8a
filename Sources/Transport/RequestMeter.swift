import Telemetry

/// Counts the requests of one loop while they are under way, and measures how long they take. Confined to the loop's thread.
///
/// A request begins with its first byte and ends when the last of its answer is encrypted. Answers are encrypted together, so
/// that ends are noted as they are written, and become true with `flush`, which reads the clock once for all of them: the
/// time of the turn is from before they were answered.
final class RequestMeter {
    private let counters: RequestCounters
    /// When those requests began which a route has answered.
    private var starts: [ContinuousClock.Instant] = []
    /// How many have ended, whoever has answered them, if anybody.
    private var ended = 0

    init(_ counters: RequestCounters) {
        self.counters = counters
    }

    func begin(_ count: Int = 1) {
        counters.inFlight.add(count)
    }

    /// Notes that requests end with what has been said so far.
    func end(_ count: Int = 1) {
        ended += count
    }

    /// Notes that the last byte of a route's answer has been said, to a request that began at `start`.
    func measure(since start: ContinuousClock.Instant) {
        starts.append(start)
    }

    /// To be called when what has been said is encrypted, or cannot be said any more.
    func flush() {
        if ended > 0 {
            counters.inFlight.add(-ended)
            ended = 0
        }
        guard !starts.isEmpty else { return }
        let now = ContinuousClock.now
        for start in starts {
            counters.duration.observe(now - start)
        }
        starts.removeAll(keepingCapacity: true)
    }
}

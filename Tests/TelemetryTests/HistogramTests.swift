import Telemetry
import Testing

@Suite struct HistogramTests {
    private func counts(_ lengths: Duration...) -> [Int] {
        let histogram = Histogram()
        lengths.forEach(histogram.observe)
        return histogram.reading.counts
    }

    /// Prometheus' `le`: a bound belongs to its bucket.
    @Test func aBoundIsStillWithin() {
        #expect(counts(.microseconds(50)).first == 1)
        #expect(counts(.microseconds(50) + .nanoseconds(1)).prefix(2) == [0, 1])
        #expect(counts(.seconds(1)).last == 1)
        #expect(counts(.seconds(1) + .nanoseconds(1)).last == 0)
    }

    @Test func whatIsLongerThanAllBoundsCounts() {
        let histogram = Histogram()
        histogram.observe(.seconds(7))
        #expect(histogram.reading.count == 1)
        #expect(histogram.reading.sum == .seconds(7))
    }

    /// Also where 64 bits hold no attoseconds any more.
    @Test func theSumIsThatOfAll() {
        let histogram = Histogram()
        for length in [Duration.nanoseconds(1), .seconds(18), .seconds(19), .seconds(100_000), .nanoseconds(7)] {
            histogram.observe(length)
        }
        #expect(histogram.reading.sum == .seconds(100_037) + .nanoseconds(8))
    }

    @Test func aClockThatWasSetBackTakesNothingAway() {
        let histogram = Histogram()
        histogram.observe(.seconds(-3))
        #expect(histogram.reading.counts.first == 1)
        #expect(histogram.reading.sum == .zero)
    }

    @Test func aHistogramIsWrittenAsPrometheusReadsIt() {
        let histogram = Histogram()
        for length in [Duration.microseconds(30), .microseconds(60), .milliseconds(1), .seconds(2)] {
            histogram.observe(length)
        }
        var text = PrometheusText()
        text.histogram("x_seconds", "X.", histogram.reading)
        #expect(
            text.text == """
                # HELP x_seconds X.
                # TYPE x_seconds histogram
                x_seconds_bucket{le="0.00005"} 1
                x_seconds_bucket{le="0.0001"} 2
                x_seconds_bucket{le="0.00025"} 2
                x_seconds_bucket{le="0.0005"} 2
                x_seconds_bucket{le="0.001"} 3
                x_seconds_bucket{le="0.0025"} 3
                x_seconds_bucket{le="0.005"} 3
                x_seconds_bucket{le="0.01"} 3
                x_seconds_bucket{le="0.025"} 3
                x_seconds_bucket{le="0.05"} 3
                x_seconds_bucket{le="0.1"} 3
                x_seconds_bucket{le="0.25"} 3
                x_seconds_bucket{le="0.5"} 3
                x_seconds_bucket{le="1"} 3
                x_seconds_bucket{le="+Inf"} 4
                x_seconds_sum 2.00109
                x_seconds_count 4

                """
        )
    }
}

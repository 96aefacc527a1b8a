import Telemetry
import Testing

@Suite struct PrometheusTextTests {
    @Test func familiesStandInTheOrderInWhichTheyAreWritten() {
        var text = PrometheusText()
        text.gauge("z_generation", "The last first.", 3)
        text.counter("a_total", "And then the first.", 0)
        #expect(
            text.text == """
                # HELP z_generation The last first.
                # TYPE z_generation gauge
                z_generation 3
                # HELP a_total And then the first.
                # TYPE a_total counter
                a_total 0

                """
        )
    }

    @Test func labelsKeepTheirOrder() {
        var text = PrometheusText()
        text.family("f_total", .counter, "Findings.") { samples in
            samples.add(1, ["code": "B", "action": "deny"])
            samples.add(-2, ["code": "A", "action": "warn"])
        }
        #expect(
            text.text == """
                # HELP f_total Findings.
                # TYPE f_total counter
                f_total{code="B",action="deny"} 1
                f_total{code="A",action="warn"} -2

                """
        )
    }

    @Test(arguments: [
        (#"a\b"#, #"a\\b"#), ("a\nb", #"a\nb"#), (#"say "x""#, #"say \"x\""#), ("a\r\nb", "a\r\\nb"),
        ("größe 模型", "größe 模型"), (#"\n"#, #"\\n"#), ("", ""), ("}, =#", "}, =#"),
    ])
    func aLabelMayHaveAnyValue(value: String, escaped: String) {
        var text = PrometheusText()
        text.family("x", .gauge, "X.") { $0.add(1, ["l": value]) }
        #expect(text.text == "# HELP x X.\n# TYPE x gauge\nx{l=\"\(escaped)\"} 1\n")
    }

    /// Where quotes mean nothing.
    @Test func aHelpMayHaveAnyText() {
        var text = PrometheusText()
        text.gauge("x", "a\\b \"c\"\nd", 1)
        #expect(text.text == #"# HELP x a\\b "c"\nd"# + "\n# TYPE x gauge\nx 1\n")
    }

    @Test(arguments: [
        (0.25, "0.25"), (-1, "-1.0"), (1e21, "1e+21"), (1.5e-7, "1.5e-07"), (.nan, "NaN"), (.infinity, "+Inf"),
        (-.infinity, "-Inf"),
    ])
    func numbersAreWrittenAsGoReadsThem(value: Double, written: String) {
        var text = PrometheusText()
        text.family("x", .gauge, "X.") { $0.add(value) }
        #expect(text.text.split(separator: "\n").last == "x \(written)")
    }

    @Test func integersAreWrittenInFull() {
        var text = PrometheusText()
        text.counter("x_total", "X.", .max)
        #expect(text.text.hasSuffix("x_total 9223372036854775807\n"))
    }
}

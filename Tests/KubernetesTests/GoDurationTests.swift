import Kubernetes
import Testing

@Suite struct GoDurationTests {
    @Test(arguments: [
        ("10s", Duration.seconds(10)),
        ("0s", .zero),
        ("500ms", .milliseconds(500)),
        ("1.5s", .milliseconds(1500)),
        (".5s", .milliseconds(500)),
        ("1m30s", .seconds(90)),
        ("1h2m3s", .seconds(3723)),
        ("2m0.5s", .milliseconds(120_500)),
        ("250us", .microseconds(250)),
        ("250µs", .microseconds(250)),
        ("7ns", .nanoseconds(7)),
        ("30s30s", .seconds(60)),
    ])
    func aDurationIsReadAsGoReadsIt(text: String, duration: Duration) throws {
        let read = try #require(GoDuration.parse(text))
        // Fractions of a second go through a Double.
        #expect(abs((read - duration) / .nanoseconds(1)) < 1)
    }

    @Test(arguments: [
        "168h", "1h30m", "1h", "2m", "59s", "1h1s", "8760h", "1h2m3s", "0s",
    ])
    func whatIsReadCanBeWrittenAgain(text: String) throws {
        #expect(try #require(GoDuration.parse(text)).inWords == text)
    }

    @Test(arguments: [("90m", "1h30m"), ("3600s", "1h"), ("7200000ms", "2h"), ("1.5s", "1s"), ("500ms", "0s")])
    func wordsAreWholeAndShort(text: String, words: String) throws {
        #expect(try #require(GoDuration.parse(text)).inWords == words)
    }

    @Test(arguments: [
        "", "10", "s", "10 s", " 10s", "10s ", "-1s", "+1s", "1e3s", "1.2.3s", ".s", "10S", "10sec", "ten", "1d", "１s",
        "inf", "nan", "0x1s", "9999999999s", "1s1", "%31s",
    ])
    func anythingElseIsNone(text: String) {
        #expect(GoDuration.parse(text) == nil)
    }
}

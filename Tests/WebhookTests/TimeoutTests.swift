import HTTP
import Testing

/// The API server names the time it waits; an answer that comes later is nobody's.
@Suite struct TimeoutTests {
    @Test(arguments: [
        ("timeout=10s", 9_799, false),
        ("timeout=10s", 9_800, true),
        ("timeout=1s", 799, false),
        ("timeout=1s", 800, true),
        // A margin that would take more than half is half.
        ("timeout=300ms", 149, false),
        ("timeout=300ms", 150, true),
        // As in Go, zero is no timeout.
        ("timeout=0s", 89_799, false),
        ("timeout=1m30s", 89_799, false),
        ("timeout=1m30s", 89_800, true),
        ("x=1&timeout=10s", 9_800, true),
        ("timeout=10s&timeout=99s", 9_800, true),
        // Who names no time is waited for.
        ("", 60_000, false),
        ("timeout=", 60_000, false),
        ("timeout=soon", 60_000, false),
        ("timeout=-1s", 60_000, false),
        ("notimeout=1s", 60_000, false),
    ])
    func aReviewThatArrivedTooLateIsNotJudged(query: String, age: Int, isLate: Bool) {
        let response = Route().post(ReviewText.pod(), to: "/validate?\(query)", age: .milliseconds(age))
        #expect(response.status == (isLate ? .serviceUnavailable : .ok))
        if isLate {
            #expect(response.text == "the review took too long to arrive; try again\n")
            #expect(response.retryAfter == 1)
        }
    }
}

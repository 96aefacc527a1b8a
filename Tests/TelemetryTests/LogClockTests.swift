import Testing

@testable import Telemetry

@Suite struct LogClockTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"),
        (1, "1970-01-01T00:00:00.001Z"),
        (946_684_799_999, "1999-12-31T23:59:59.999Z"),
        // A century that is a leap year.
        (951_782_399_000, "2000-02-28T23:59:59.000Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"),
        (951_868_799_000, "2000-02-29T23:59:59.000Z"),
        (951_868_800_000, "2000-03-01T00:00:00.000Z"),
        // A year that is none, and one that is.
        (1_677_628_799_000, "2023-02-28T23:59:59.000Z"),
        (1_677_628_800_000, "2023-03-01T00:00:00.000Z"),
        (1_709_210_096_007, "2024-02-29T12:34:56.007Z"),
        (1_735_689_599_070, "2024-12-31T23:59:59.070Z"),
        (1_735_689_600_700, "2025-01-01T00:00:00.700Z"),
        (1_795_454_686_168, "2026-11-23T17:24:46.168Z"),
        (2_147_483_648_000, "2038-01-19T03:14:08.000Z"),
        // A century that is no leap year.
        (4_107_542_399_000, "2100-02-28T23:59:59.000Z"),
        (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
        // The end of an era of 400 years.
        (13_574_649_599_000, "2400-02-29T23:59:59.000Z"),
        (13_574_649_600_000, "2400-03-01T00:00:00.000Z"),
        (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
    ])
    func anInstantIsWrittenAsRFC3339HasIt(milliseconds: Int, text: String) {
        var clock = LogClock()
        #expect(clock.text(millisecondsSince1970: milliseconds) == text)
    }

    /// Every day of 400 years, against a count by hand: a wrong leap day would shift all that follow.
    @Test func everyDayFollowsTheOneBefore() {
        var clock = LogClock()
        var (year, month, day) = (1970, 1, 1)
        for index in 0..<146_097 {
            let date = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
            let text = clock.text(millisecondsSince1970: index * 86_400_000)
            guard text == "\(date)T00:00:00.000Z" else {
                Issue.record("day \(index) is \(text), not \(date)")
                return
            }
            let isLeapYear = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeapYear ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            day += 1
            if day > lengths[month - 1] {
                (month, day) = (month + 1, 1)
            }
            if month > 12 {
                (year, month) = (year + 1, 1)
            }
        }
    }

    /// Date and time of day are kept for a second; the next one must not get them.
    @Test func oneClockServesManyInstants() {
        var clock = LogClock()
        let texts = [1_735_689_599_998, 1_735_689_599_999, 1_735_689_600_000, 1_735_689_599_001].map {
            clock.text(millisecondsSince1970: $0)
        }
        #expect(
            texts == [
                "2024-12-31T23:59:59.998Z", "2024-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z",
                "2024-12-31T23:59:59.001Z",
            ]
        )
    }
}

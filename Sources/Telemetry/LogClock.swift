/// The present time as RFC 3339 has it, `2026-11-23T17:24:46.168Z`; date and time of day are worked out once a second.
///
/// Done by hand because Foundation's formatters bring a calendar along that takes 2 MiB of memory at the first use.
struct LogClock {
    private var second = -1
    private var prefix = ""
    private var moment = -1
    private var text = ""

    mutating func text(millisecondsSince1970 milliseconds: Int) -> String {
        if milliseconds / 1000 != second {
            second = milliseconds / 1000
            prefix = Self.dateTime(secondsSince1970: second)
        }
        // Under load many lines belong to one millisecond.
        if milliseconds != moment {
            moment = milliseconds
            text = "\(prefix).\(Self.padded(milliseconds % 1000, to: 3))Z"
        }
        return text
    }

    /// Counts in eras of 400 years, whose days are always 146,097, in years that begin in March, so that a leap day comes
    /// last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`).
    private static func dateTime(secondsSince1970 seconds: Int) -> String {
        let (days, time) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let shifted = days + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + shifted / 146_097 * 400 + (month <= 2 ? 1 : 0)
        let date = "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
        return "\(date)T\(padded(time / 3600, to: 2)):\(padded(time / 60 % 60, to: 2)):\(padded(time % 60, to: 2))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

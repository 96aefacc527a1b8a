import Foundation

/// Times in HTTP headers.
enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Reads the form that servers must send, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7); nil for any other.
    ///
    /// Done by hand because Foundation's formatters bring a calendar along that takes 2 MiB of memory at the first use.
    static func parse(_ text: String) -> Date? {
        let fields = text.split(whereSeparator: { $0 == " " || $0 == ":" })
        guard text.utf8.count == 29, fields.count == 8, fields[7] == "GMT", let day = number(fields[1], 1...31),
            let month = months.firstIndex(of: String(fields[2])), let year = number(fields[3], 1970...9999),
            let hour = number(fields[4], 0...23), let minute = number(fields[5], 0...59),
            let second = number(fields[6], 0...60)
        else { return nil }
        let time = hour * 3600 + minute * 60 + second
        return Date(timeIntervalSince1970: Double(days(year, month + 1, day) * 86_400 + time))
    }

    private static func number(_ digits: Substring, _ range: ClosedRange<Int>) -> Int? {
        Int(digits).flatMap { range.contains($0) ? $0 : nil }
    }

    /// Days since 1970, counted in years that begin in March (Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms", `days_from_civil`).
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let yearOfEra = shifted % 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted / 400 * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

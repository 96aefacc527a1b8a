import Glibc

/// Points in time, for people.
enum Moment {
    /// A second since 1970 as RFC 3339 has it: `2026-12-25T08:00:00Z`.
    static func text(_ seconds: Int) -> String {
        var (seconds, parts) = (seconds, tm())
        // Both live as long as the call. Fails only for years that no tm can hold.
        guard gmtime_r(&seconds, &parts) != nil else { return "\(seconds)" }
        let date = [Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)].map(twoDigits)
        let time = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { twoDigits(Int($0)) }
        return "\(date.joined(separator: "-"))T\(time.joined(separator: ":"))Z"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// A length of time in the largest unit that it has two of: `29 days`, `30 hours`, `1 minute`.
    static func length(_ seconds: Int) -> String {
        let units = [(86_400, "day"), (3600, "hour"), (60, "minute")]
        let (unit, name) = units.first { seconds >= 2 * $0.0 } ?? (seconds >= 60 ? (60, "minute") : (1, "second"))
        let count = seconds / unit
        return "\(count) \(name)\(count == 1 ? "" : "s")"
    }
}

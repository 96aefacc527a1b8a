import Foundation

/// Points in time and lengths of time as messages give them.
struct Moment {
    private let date: Date

    init(_ date: Date) {
        self.date = date
    }

    /// For people: `2026-11-25 14:03:07 +08:00`.
    func local(_ zone: TimeZone) -> String {
        let style = Date.ISO8601FormatStyle(timeZone: zone)
            .year().month().day().dateSeparator(.dash)
            .dateTimeSeparator(.space)
            .time(includingFractionalSeconds: false).timeSeparator(.colon)
        let minutes = zone.secondsFromGMT(for: date) / 60
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        return "\(date.formatted(style)) \(minutes < 0 ? "-" : "+")\(Self.twoDigits(hours)):\(Self.twoDigits(rest))"
    }

    /// For programs: `2026-11-25T06:03:07Z` (RFC 3339).
    var universal: String { date.formatted(.iso8601) }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}

extension Phrases {
    /// `42 min`, `3 h 5 min`: whole minutes.
    func length(_ seconds: TimeInterval) -> Words {
        // Clocks may be years off: no number that does not fit.
        let minutes = Int(min(max(seconds, 0), 1e9)) / 60
        guard minutes >= 60 else { return times.minutes.filled(["minutes": .number(minutes)]) }
        return times.hours.filled(["hours": .number(minutes / 60), "minutes": .number(minutes % 60)])
    }
}

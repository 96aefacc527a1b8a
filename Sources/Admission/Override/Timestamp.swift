import FoundationEssentials

/// Points in time with their zone, as RFC 3339 writes them.
enum Timestamp {
    /// Reads a point in time, `2026-12-01T00:00:00Z` or `2026-12-01T00:00:00.5+01:00`; nil if `text` is none.
    ///
    /// Foundation reads more than that: 30 February, 25 o'clock, and anything behind the zone.
    static func date(_ text: String) -> Date? {
        let (local, rest) = (text.utf8.prefix(19), text.utf8.dropFirst(19))
        guard text.utf8.count <= 40, let localText = String(local), isZoneBehindFraction(rest),
            let asUTC = try? Date("\(localText)Z", strategy: .iso8601), asUTC.formatted(.iso8601) == "\(localText)Z"
        else { return nil }
        return try? Date(text, strategy: .iso8601)
    }

    /// Whether this is `Z` or an offset such as `+01:00`, perhaps with a fraction of a second in front.
    private static func isZoneBehindFraction(_ text: Substring.UTF8View) -> Bool {
        var zone = text
        if zone.first == UInt8(ascii: ".") {
            let digits = zone.dropFirst().prefix(while: isDigit)
            guard !digits.isEmpty else { return false }
            zone = zone.dropFirst(1 + digits.count)
        }
        guard zone.first == UInt8(ascii: "+") || zone.first == UInt8(ascii: "-") else {
            return zone.elementsEqual("Z".utf8)
        }
        let parts = zone.dropFirst().split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(isDigit) }),
            let hours = Int(Substring(parts[0])), let minutes = Int(Substring(parts[1]))
        else { return false }
        return hours < 24 && minutes < 60
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

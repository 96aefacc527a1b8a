/// Durations as Go writes them: `10s`, `1m30s`, `1.5s`, `500ms`.
package enum GoDuration {
    /// Reads a duration; nil if `text` is none, or negative.
    package static func parse(_ text: some StringProtocol) -> Duration? {
        var rest = Substring(text)
        var total = Duration.zero
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { !($0.isASCII && $0.isNumber) && $0 != "." }
            rest = rest.dropFirst(unit.count)
            guard let count = Double(number), count < 1e9, let seconds = units[String(unit)] else { return nil }
            total += .seconds(count * seconds)
        }
        return total
    }

    private static let units = ["h": 3600, "m": 60, "s": 1, "ms": 1e-3, "us": 1e-6, "µs": 1e-6, "ns": 1e-9]
}

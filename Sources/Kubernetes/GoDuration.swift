/// Durations as Go, and so Kubernetes, writes them: `10s`, `1m30s`, `1.5s`, `500ms`.
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

extension Duration {
    /// The duration in whole hours, minutes and seconds, as Go writes it without those that are zero: `168h`, `1h30m`.
    package var inWords: String {
        let seconds = components.seconds
        let parts = [(seconds / 3600, "h"), (seconds / 60 % 60, "m"), (seconds % 60, "s")]
        let text = parts.filter { $0.0 != 0 }.map { "\($0.0)\($0.1)" }.joined()
        return text.isEmpty ? "0s" : text
    }
}

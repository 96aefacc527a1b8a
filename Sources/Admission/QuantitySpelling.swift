import Kubernetes

/// Guesses what somebody meant who wrote an amount of memory the way people speak.
enum QuantitySpelling {
    /// The quantity that `40GiB`, `40 gb` or `40gi` means; nil where that cannot be told.
    static func likely(_ text: some StringProtocol) -> String? {
        let text = String(text.prefix(40).filter { !$0.isWhitespace })
        let number = text.prefix { $0.isNumber || $0 == "." }
        let unit = text.dropFirst(number.count).lowercased()
        guard let suffix = suffixes[unit], Quantity("\(number)\(suffix)") != nil else { return nil }
        return "\(number)\(suffix)"
    }

    private static let suffixes: [String: String] = [
        "b": "", "bytes": "", "k": "k", "kb": "k", "ki": "Ki", "kib": "Ki", "m": "M", "mb": "M", "mi": "Mi",
        "mib": "Mi",
        "g": "G", "gb": "G", "gi": "Gi", "gib": "Gi", "t": "T", "tb": "T", "ti": "Ti", "tib": "Ti",
    ]
}

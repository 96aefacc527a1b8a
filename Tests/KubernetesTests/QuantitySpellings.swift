import TestSupport

/// Draws texts that are quantities, nearly are, or are not at all.
struct QuantitySpellings {
    var random: SeededGenerator

    enum Kind: Int, CaseIterable {
        case canonical
        case anySuffix
        case huge
        case signed
        case exponent
        case hugeExponent
        case fraction
        case nearTheCap
        case mutated
        case garbage
    }

    private static let suffixes = [
        "", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "n", "u", "m", "k", "M", "G", "T", "P", "E",
    ]
    /// What people, editors and attackers put into a number.
    private static let scraps = [
        " ", "\t", "\n", "\0", "\u{A0}", "\u{FEFF}", "\u{301}", "٣", "４", "½", "−", "i", "gi", "GI", "GiB", "B", "K",
        "e", "E", "+", "-", ".", "..", ",", "_", "'", "0x", "%", "Gi", "Mi", "m", "k", "1", "0", "e3", "E-3", "Ee",
        "ei",
        "NaN", "Inf", "\u{212A}i", "М", "\"",
    ]
    /// Numbers around which arithmetic of 64 bits, or the shortest path for 17 digits, changes its mind.
    private static let edges = [
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "9007199254740991", "9007199254740992",
        "8796093022207", "8796093022208", "8589934591", "8589934592", "8388607", "8388608", "8191", "8192", "7", "8",
        "99999999999999999", "100000000000000000", "922337203685477580", "9223372036854775", "9223372036",
    ]

    mutating func text(_ kind: Kind) -> String {
        switch kind {
        case .canonical: "\(1 + random.below(random.chance(2) ? 1000 : 1 << 40))\(random.pick(Self.suffixes))"
        case .anySuffix: number(of: 6) + random.pick(Self.suffixes)
        case .huge: digits(20 + random.below(random.chance(4) ? 500 : 106)) + random.pick(Self.suffixes)
        case .signed: random.pick(["-", "-", "+", "--", "+-", "−"]) + number(of: 12) + suffix()
        case .exponent: number(of: 8) + exponent("\(random.below(40))")
        case .hugeExponent: number(of: 4) + exponent(hugeExponent())
        case .fraction: "\(digits(random.below(5))).\(digits(random.below(30)))\(suffix())"
        case .nearTheCap: nearTheCap()
        case .mutated: mutated()
        case .garbage: (0..<random.below(6)).map { _ in random.pick(Self.scraps) }.joined()
        }
    }

    private mutating func digits(_ count: Int) -> String {
        // Zeros in front, behind and everywhere are what goes wrong.
        let digits = random.chance(4) ? "09" : "0123456789"
        return String((0..<count).map { _ in random.pick(Array(digits)) })
    }

    private mutating func number(of longest: Int) -> String {
        let whole = digits(random.below(longest + 1))
        return random.chance(3) ? "\(whole).\(digits(random.below(longest + 1)))" : whole
    }

    private mutating func suffix() -> String {
        random.chance(3) ? exponent("\(random.below(25))") : random.pick(Self.suffixes)
    }

    private mutating func exponent(_ digits: String) -> String {
        random.pick(["e", "E"]) + random.pick(["", "", "+", "-", "-"]) + random.pick(["", "", "", "0", "000"]) + digits
    }

    private mutating func hugeExponent() -> String {
        random.pick([
            "9223372036854775807", "9223372036854775806", "9223372036854775809", "18446744073709551616",
            "2147483648", "4294967299", "99999999999999999999", digits(1 + random.below(30)), "3.5", "3.", "",
        ])
    }

    private mutating func nearTheCap() -> String {
        let tail = random.pick(["", "", ".", ".0", ".5", "." + digits(20)])
        return random.pick(["", "", "-", "0"]) + random.pick(Self.edges) + tail + suffix()
    }

    /// A text of another kind in which a character is missing, doubled, or stands beside something strange.
    private mutating func mutated() -> String {
        var text = Array(text(random.pick([.canonical, .anySuffix, .signed, .exponent, .fraction, .nearTheCap])))
        for _ in 0...random.below(2) {
            let place = random.below(text.count + 1)
            switch random.below(3) {
            case 0 where place < text.count: text.remove(at: place)
            case 1 where place < text.count: text.insert(text[place], at: place)
            default: text.insert(contentsOf: random.pick(Self.scraps), at: place)
            }
        }
        return String(text)
    }
}

/// Numbers of YAML 1.1 in the spelling of JSON.
enum YAMLNumber {
    /// Digits of a decimal integer that needs no conversion, and no thought about its size.
    private static let fewDigits = 18

    /// The number as JSON spells it; nil if the text is no number that JSON has.
    static func spelling(of text: String) -> String? {
        if let first = text.utf8.first, first != UInt8(ascii: "0"), first != UInt8(ascii: "+"),
            isInteger(text.utf8.dropFirst(first == UInt8(ascii: "-") ? 1 : 0)), text.utf8.count <= fewDigits,
            text.utf8.dropFirst().first != UInt8(ascii: "0") || first != UInt8(ascii: "-")
        {
            return text
        }
        // A point at the beginning makes underscores text.
        let startsWithPoint = text.utf8.first == UInt8(ascii: ".")
        let plain = startsWithPoint ? text : text.filter { $0 != "_" }
        return (startsWithPoint ? nil : integer(plain)) ?? float(plain)
    }

    private static func isInteger(_ digits: Substring.UTF8View) -> Bool {
        !digits.isEmpty && digits.allSatisfy { isDigit($0) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// An integer with a sign or a base: `0x`, `0b`, `0o`, or a leading zero for octal, as Go's `strconv.ParseInt` of base 0.
    private static func integer(_ text: String) -> String? {
        let isSigned = text.hasPrefix("-") || text.hasPrefix("+")
        let sign = text.hasPrefix("-") ? "-" : ""
        let digits = isSigned ? text.dropFirst() : text[...]
        guard let (base, rest) = base(of: digits) else {
            // Beyond 64 bits too the digits are kept.
            guard isInteger(digits.utf8), digits == "0" || !digits.hasPrefix("0") else { return nil }
            return digits == "0" ? "0" : sign + digits
        }
        // Another sign behind the base is none.
        guard !rest.isEmpty, rest.utf8.allSatisfy({ $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "+") }) else {
            return nil
        }
        if let value = Int64(sign + rest, radix: base) {
            return "\(value)"
        }
        return isSigned ? nil : UInt64(rest, radix: base).map { "\($0)" }
    }

    private static func base(of digits: Substring) -> (base: Int, rest: Substring)? {
        guard digits.hasPrefix("0"), digits.utf8.count > 1 else { return nil }
        let rest = digits.dropFirst(2)
        switch digits.dropFirst().first {
        case "x", "X": return (16, rest)
        case "b", "B": return (2, rest)
        case "o", "O": return (8, rest)
        default: return (8, digits.dropFirst())
        }
    }

    /// A fraction or an exponent, as goyaml.v2's `yamlStyleFloat` has it: rounded to a float64, an integer if it is one.
    private static func float(_ text: String) -> String? {
        guard isFloat(text.utf8), let value = Double(text), value.isFinite else { return nil }
        // 2^53: up to here every integer is exact.
        if value == value.rounded(.towardZero), abs(value) <= 0x1p53 {
            return "\(Int64(value))"
        }
        return "\(value)"
    }

    private static func isFloat(_ text: String.UTF8View) -> Bool {
        var rest = text[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var digits = whole.count
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count + 1)
            digits += fraction.count
        }
        guard digits > 0 else { return false }
        guard let exponent = rest.first else { return true }
        guard exponent == UInt8(ascii: "e") || exponent == UInt8(ascii: "E") else { return false }
        rest = rest.dropFirst()
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            rest = rest.dropFirst()
        }
        return !rest.isEmpty && rest.allSatisfy(isDigit)
    }
}

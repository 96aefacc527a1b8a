/// What a text means by the published grammar, told a second time and another way than `Quantity` tells it: by trying every
/// place where the suffix may begin, and with numbers as decimal digits of any length.
///
/// The grammar is that of apimachinery, `pkg/api/resource/quantity.go`, the comment of `type Quantity`:
///
///     <quantity>        ::= <signedNumber><suffix>
///     <digits>          ::= <digit> | <digit><digits>
///     <number>          ::= <digits> | <digits>.<digits> | <digits>. | .<digits>
///     <sign>            ::= "+" | "-"
///     <signedNumber>    ::= <number> | <sign><number>
///     <suffix>          ::= <binarySI> | <decimalExponent> | <decimalSI>
///     <binarySI>        ::= Ki | Mi | Gi | Ti | Pi | Ei
///     <decimalSI>       ::= n | u | m | "" | k | M | G | T | P | E
///     <decimalExponent> ::= "e" <signedNumber> | "E" <signedNumber>
///
/// Where Kubernetes' parser and its grammar differ, `Quantity` says whom it follows, and so does this: an exponent is a whole
/// number (the parser's `strconv.ParseInt`) of at most 2^63 - 1 either way, `Gi` and `.` are no zero (the grammar), and no
/// text has more than 128 bytes (nobody means it). Every amount is capped at 2^63 - 1, not those in binary units alone.
struct QuantityOracle: Equatable {
    var magnitude: Int64
    var isWhole: Bool
    var isNegative: Bool

    private typealias Bytes = ArraySlice<UInt8>

    init(magnitude: Int64, isWhole: Bool, isNegative: Bool) {
        self.magnitude = magnitude
        self.isWhole = isWhole
        self.isNegative = isNegative
    }

    init?(_ text: String) {
        let bytes = Array(text.utf8)[...]
        guard bytes.count <= 128 else { return nil }
        for start in bytes.startIndex...bytes.endIndex {
            guard let scale = Self.scale(bytes[start...]), let number = SignedNumber(bytes[..<start]) else { continue }
            self.init(number, scale)
            return
        }
        return nil
    }

    // MARK: Grammar

    /// `<signedNumber>`
    private struct SignedNumber {
        var isNegative = false
        var whole: Bytes
        var fraction: Bytes = []

        init?(_ text: Bytes) {
            var number = text
            if let sign = number.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
                isNegative = sign == UInt8(ascii: "-")
                number = number.dropFirst()
            }
            let parts = number.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }), parts.allSatisfy(QuantityOracle.areDigits)
            else { return nil }
            whole = parts[0]
            fraction = parts.count == 2 ? parts[1] : []
        }
    }

    private static func areDigits(_ text: Bytes) -> Bool {
        text.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// `<suffix>`, as a power of 1024 or of ten.
    private enum Scale {
        case binary(Int)
        case decimal(Int64)
    }

    private static let suffixes: [[UInt8]: Scale] = {
        var suffixes: [[UInt8]: Scale] = [[]: .decimal(0)]
        for (power, name) in ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].enumerated() {
            suffixes[Array(name.utf8)] = .binary(power + 1)
        }
        let decimal: [(String, Int64)] = [
            ("n", -9), ("u", -6), ("m", -3), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18),
        ]
        for (name, power) in decimal {
            suffixes[Array(name.utf8)] = .decimal(power)
        }
        return suffixes
    }()

    private static func scale(_ text: Bytes) -> Scale? {
        // Most places stand before a digit, where no suffix begins.
        if let first = text.first, first < UInt8(ascii: "A") { return nil }
        if text.count <= 2, let scale = suffixes[Array(text)] { return scale }
        guard text.first == UInt8(ascii: "e") || text.first == UInt8(ascii: "E"),
            let exponent = SignedNumber(text.dropFirst()),
            // No point, not even at the end.
            !text.contains(UInt8(ascii: "."))
        else { return nil }
        let digits = DecimalDigits(exponent.whole).digits
        guard !DecimalDigits.limit.isBelow(digits) else { return nil }
        let amount = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        return .decimal(exponent.isNegative ? -amount : amount)
    }

    // MARK: Value

    private init(_ number: SignedNumber, _ scale: Scale) {
        var digits = DecimalDigits(number.whole + number.fraction)
        let places = Int64(number.fraction.count)
        isNegative = number.isNegative && !digits.isZero
        switch scale {
        case .binary(let power):
            for _ in 0..<power {
                digits.multiply(by: 1024)
            }
            (magnitude, isWhole) = digits.shifted(by: -places)
        case .decimal(let exponent):
            // Far beyond what any text can make up for, so that nothing overflows.
            (magnitude, isWhole) = digits.shifted(by: max(-10_000, min(10_000, exponent)) - places)
        }
    }
}

/// A Kubernetes quantity read exactly: whatever its spelling, no floating point takes part.
///
/// The grammar is the published one (apimachinery `pkg/api/resource/quantity.go`): an optional sign, digits with an
/// optional fraction, and one of `Ki Mi Gi Ti Pi Ei`, `n u m k M G T P E` or an exponent `e3`, `E-3`. What Go's parser
/// takes beyond it (`Gi` or `.` as zero, numbers of any length) is refused here.
package struct Quantity: Hashable, Sendable {
    /// The amount without its sign, rounded up to a whole number and capped at 2^63 − 1, as Kubernetes does.
    package let magnitude: Int64
    /// Whether nothing was rounded: `1000m` is whole, `100m` is not.
    package let isWhole: Bool
    package let isNegative: Bool

    /// Bytes of a spelling that anybody could mean; longer ones cost time for each container that has them.
    private static let longestText = 128

    package init(magnitude: Int64, isWhole: Bool = true, isNegative: Bool = false) {
        self.magnitude = magnitude
        self.isWhole = isWhole
        self.isNegative = isNegative && magnitude > 0
    }

    /// Reads a quantity; nil if `text` is none.
    package init?(_ text: String) {
        if let magnitude = Self.whole(text.utf8) {
            self.init(magnitude: magnitude)
            return
        }
        guard text.utf8.count <= Self.longestText else { return nil }
        var scanner = Scanner(bytes: Array(text.utf8))
        let isNegative = scanner.sign()
        let whole = scanner.digits()
        let fraction = scanner.skip(UInt8(ascii: ".")) ? scanner.digits() : []
        guard !(whole.isEmpty && fraction.isEmpty), let scale = scanner.suffix() else { return nil }
        let (magnitude, isWhole) =
            switch scale {
            case .decimal(let exponent): Self.shifted(whole, fraction, by: exponent)
            case .binary(let shift): Self.multiplied(whole, fraction, by: shift)
            }
        self.init(magnitude: magnitude, isWhole: isWhole, isNegative: isNegative)
    }

    /// A JSON number, which a custom resource may hold where a built-in kind has a string.
    init?(_ number: Double) {
        guard number.isFinite else { return nil }
        let rounded = number.magnitude.rounded(.up)
        self.init(
            magnitude: Int64(exactly: rounded) ?? .max,
            isWhole: rounded == number.magnitude,
            isNegative: number < 0
        )
    }
}

// MARK: - Arithmetic

extension Quantity {
    /// What nearly everybody writes, without memory of its own: a few digits and a unit that makes them more. Nil for
    /// everything else, which is not to say that it is no quantity.
    private static func whole(_ text: String.UTF8View) -> Int64? {
        var digits: Int64 = 0
        var count = 0
        var index = text.startIndex
        while index < text.endIndex, case let byte = text[index], byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
            digits = digits * 10 + Int64(byte - UInt8(ascii: "0"))
            count += 1
            guard count <= 17 else { return nil }
            text.formIndex(after: &index)
        }
        guard count > 0 else { return nil }
        guard index < text.endIndex else { return digits }
        let letter = text[index]
        text.formIndex(after: &index)
        let shift = Scanner.binary(letter)
        guard index < text.endIndex, let shift, text[index] == UInt8(ascii: "i"),
            text.index(after: index) == text.endIndex, digits <= Int64.max >> Int64(shift)
        else { return nil }
        return digits << Int64(shift)
    }

    /// `whole.fraction` × 10^`exponent`: the decimal point moves, then what is behind it rounds up.
    private static func shifted(
        _ whole: ArraySlice<UInt8>,
        _ fraction: ArraySlice<UInt8>,
        by exponent: Int
    ) -> (magnitude: Int64, isWhole: Bool) {
        let digits = (whole + fraction).drop { $0 == UInt8(ascii: "0") }
        guard !digits.isEmpty else { return (0, true) }
        let leadingZeros = whole.count + fraction.count - digits.count
        let (point, overflow) = (whole.count - leadingZeros).addingReportingOverflow(exponent)
        // An exponent that overflows Int is far beyond 2^63 − 1, or far below one.
        guard !overflow else { return exponent > 0 ? (.max, true) : (1, false) }
        guard point > 0 else { return (1, false) }
        let isWhole = !digits.dropFirst(point).contains { $0 != UInt8(ascii: "0") }
        // 2^63 − 1 has 19 digits.
        guard point <= 19 else { return (.max, isWhole) }
        let kept = digits.prefix(point)
        var magnitude = kept.reduce(UInt64(0)) { $0 * 10 + UInt64($1 - UInt8(ascii: "0")) }
        for _ in kept.count..<point {
            magnitude *= 10
        }
        return capped(magnitude, isWhole)
    }

    /// `whole.fraction` × 2^`shift`.
    private static func multiplied(
        _ whole: ArraySlice<UInt8>,
        _ fraction: ArraySlice<UInt8>,
        by shift: Int
    ) -> (magnitude: Int64, isWhole: Bool) {
        var units: UInt64 = 0
        for digit in whole {
            units = units.multipliedFullWidth(by: 10).high == 0 ? units * 10 : UInt64(Int64.max)
            units = min(units, UInt64(Int64.max)) + UInt64(digit - UInt8(ascii: "0"))
        }
        // Horner's scheme from the last digit: flooring at each step loses nothing but the remainder, which is noted.
        // A digit times 2^60 plus less than 2^60 stays below 2^64.
        var share: UInt64 = 0
        var isWhole = true
        for digit in fraction.reversed() {
            let (quotient, remainder) = (UInt64(digit - UInt8(ascii: "0")) << UInt64(shift) + share)
                .quotientAndRemainder(dividingBy: 10)
            share = quotient
            isWhole = isWhole && remainder == 0
        }
        guard units <= UInt64(Int64.max) >> UInt64(shift) else { return (.max, isWhole) }
        return capped(units << UInt64(shift) + share, isWhole)
    }

    private static func capped(_ floor: UInt64, _ isWhole: Bool) -> (magnitude: Int64, isWhole: Bool) {
        guard floor < UInt64(Int64.max) else { return (.max, isWhole) }
        return (Int64(floor) + (isWhole ? 0 : 1), isWhole)
    }
}

// MARK: - Grammar

extension Quantity {
    private enum Scale {
        /// × 10^n
        case decimal(Int)
        /// × 2^n
        case binary(Int)
    }

    private struct Scanner {
        let bytes: [UInt8]
        var position = 0

        private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skip(_ byte: UInt8) -> Bool {
            guard next == byte else { return false }
            position += 1
            return true
        }

        /// Skips a sign; true if it was a minus.
        mutating func sign() -> Bool {
            skip(UInt8(ascii: "-")) ? true : skip(UInt8(ascii: "+")) && false
        }

        mutating func digits() -> ArraySlice<UInt8> {
            let start = position
            while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
                position += 1
            }
            return bytes[start..<position]
        }

        /// Everything that is left, as a scale; nil if it is none.
        mutating func suffix() -> Scale? {
            switch bytes.count - position {
            case 0: return .decimal(0)
            case 1: return Self.decimal(bytes[position]).map(Scale.decimal)
            case 2 where bytes[position + 1] == UInt8(ascii: "i"): return Self.binary(bytes[position]).map(Scale.binary)
            default: return exponent()
            }
        }

        private mutating func exponent() -> Scale? {
            guard skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) else { return nil }
            let isNegative = sign()
            let digits = digits()
            guard !digits.isEmpty, position == bytes.count else { return nil }
            // Go reads the exponent as an int64 and refuses a longer one.
            guard let exponent = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
            return .decimal(isNegative ? -exponent : exponent)
        }

        /// The power of ten of a decimal suffix.
        private static func decimal(_ letter: UInt8) -> Int? {
            switch letter {
            case UInt8(ascii: "n"): -9
            case UInt8(ascii: "u"): -6
            case UInt8(ascii: "m"): -3
            case UInt8(ascii: "k"): 3
            case UInt8(ascii: "M"): 6
            case UInt8(ascii: "G"): 9
            case UInt8(ascii: "T"): 12
            case UInt8(ascii: "P"): 15
            case UInt8(ascii: "E"): 18
            default: nil
            }
        }

        /// The power of two of a binary suffix, by the letter before its `i`.
        fileprivate static func binary(_ letter: UInt8) -> Int? {
            switch letter {
            case UInt8(ascii: "K"): 10
            case UInt8(ascii: "M"): 20
            case UInt8(ascii: "G"): 30
            case UInt8(ascii: "T"): 40
            case UInt8(ascii: "P"): 50
            case UInt8(ascii: "E"): 60
            default: nil
            }
        }
    }
}

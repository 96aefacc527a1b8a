/// A natural number of any length as its decimal digits, the first one first and without zeros in front.
struct DecimalDigits {
    private(set) var digits: [UInt8]

    /// 2^63 - 1, what Kubernetes caps at.
    static let limit = DecimalDigits("9223372036854775807".utf8)

    /// Reads digits in ASCII.
    init(_ text: some Sequence<UInt8>) {
        digits = Array(text.map { $0 - 0x30 }.drop { $0 == 0 })
    }

    var isZero: Bool { digits.isEmpty }

    mutating func multiply(by factor: Int) {
        var carry = 0
        for index in digits.indices.reversed() {
            carry += Int(digits[index]) * factor
            digits[index] = UInt8(carry % 10)
            carry /= 10
        }
        while carry > 0 {
            digits.insert(UInt8(carry % 10), at: 0)
            carry /= 10
        }
    }

    /// Whether this is less than the number of `others`, which has no zeros in front.
    func isBelow(_ others: [UInt8]) -> Bool {
        digits.count == others.count ? digits.lexicographicallyPrecedes(others) : digits.count < others.count
    }

    /// The number times 10^`places`, rounded up to a whole one and capped at 2^63 - 1, and whether it was whole.
    func shifted(by places: Int64) -> (magnitude: Int64, isWhole: Bool) {
        guard !isZero else { return (0, true) }
        var whole = digits
        var isWhole = true
        if places < 0 {
            let lost = digits.suffix(Int(-places))
            whole.removeLast(lost.count)
            isWhole = lost.allSatisfy { $0 == 0 }
        } else {
            whole += [UInt8](repeating: 0, count: Int(places))
        }
        guard whole.isEmpty || !Self.limit.isBelow(whole) else { return (.max, isWhole) }
        let magnitude = whole.reduce(Int64(0)) { $0 * 10 + Int64($1) }
        return (magnitude == .max || isWhole ? magnitude : magnitude + 1, isWhole)
    }
}

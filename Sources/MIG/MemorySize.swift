/// An amount of memory, exact to the byte.
package struct MemorySize: Hashable, Sendable {
    package let bytes: Int64

    package init(bytes: Int64) {
        self.bytes = bytes
    }

    package static func mebibytes(_ count: Int) -> MemorySize {
        MemorySize(bytes: Int64(count) << 20)
    }

    package static func gibibytes(_ count: Int) -> MemorySize {
        MemorySize(bytes: Int64(count) << 30)
    }

    package static let zero = MemorySize(bytes: 0)

    /// What is left after taking `other` off, zero if nothing is.
    package func minus(_ other: MemorySize) -> MemorySize {
        MemorySize(bytes: max(0, bytes - other.bytes))
    }

    /// The share of one of `parts` equal parts, rounded up to a byte.
    package func divided(by parts: Int64) -> MemorySize {
        MemorySize(bytes: bytes / parts + (bytes % parts == 0 ? 0 : 1))
    }

    /// The size in Gi with two decimals, rounded up: for people, where the exact number would be too long to compare.
    package var roundedUpToHundredthsOfGibibytes: String {
        let (hundredths, rest) = (Int64(1) << 30).dividingFullWidth(bytes.multipliedFullWidth(by: 100))
        let rounded = hundredths + (rest == 0 ? 0 : 1)
        return "\(rounded / 100).\(rounded % 100 < 10 ? "0" : "")\(rounded % 100)Gi"
    }

    /// `percent` hundredths, rounded up to a whole MiB so that it prints as people wrote it.
    package func percentage(_ percent: Int) -> MemorySize {
        let exact = bytes.multipliedFullWidth(by: Int64(percent))
        let divisor = Int64(100) << 20
        let (mebibytes, rest) = divisor.dividingFullWidth(exact)
        return MemorySize(bytes: (mebibytes + (rest == 0 ? 0 : 1)) << 20)
    }
}

extension MemorySize: Comparable {
    package static func < (left: MemorySize, right: MemorySize) -> Bool {
        left.bytes < right.bytes
    }
}

extension MemorySize: CustomStringConvertible {
    /// A Kubernetes quantity of exactly this size: `39Gi`, `78.75Gi`, `16500Mi`, or plain bytes.
    ///
    /// The largest unit in which at most two decimals are exact: what is printed is what was compared, never rounded.
    package var description: String {
        var utf8: [UInt8] = []
        write(to: &utf8)
        return String(decoding: utf8, as: UTF8.self)
    }

    /// Appends the same as UTF-8.
    func write(to utf8: inout [UInt8]) {
        if !write(to: &utf8, in: 30, UInt8(ascii: "G")), !write(to: &utf8, in: 20, UInt8(ascii: "M")) {
            utf8.append(decimal: bytes)
        }
    }

    /// Appends the size in units of 2^`shift` bytes; false if it is smaller than one, or two decimals do not tell it
    /// exactly.
    private func write(to utf8: inout [UInt8], in shift: Int64, _ unit: UInt8) -> Bool {
        let (hundredths, overflow) = bytes.multipliedReportingOverflow(by: 100)
        guard !overflow, hundredths & (1 << shift - 1) == 0, bytes >> shift > 0 else { return false }
        let (whole, fraction) = (hundredths >> shift).quotientAndRemainder(dividingBy: 100)
        utf8.append(decimal: whole)
        if fraction > 0 {
            utf8.append(UInt8(ascii: "."))
            utf8.append(UInt8(ascii: "0") + UInt8(fraction / 10))
            if fraction % 10 > 0 {
                utf8.append(UInt8(ascii: "0") + UInt8(fraction % 10))
            }
        }
        utf8.append(unit)
        utf8.append(UInt8(ascii: "i"))
        return true
    }
}

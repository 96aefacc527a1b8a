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
        for (unit, shift) in [("Gi", Int64(30)), ("Mi", 20)] {
            let hundredths = bytes.multipliedReportingOverflow(by: 100)
            guard !hundredths.overflow, hundredths.partialValue & (Int64(1) << shift - 1) == 0, bytes >> shift > 0 else {
                continue
            }
            let value = hundredths.partialValue >> shift
            let (whole, fraction) = (value / 100, value % 100)
            if fraction == 0 {
                return "\(whole)\(unit)"
            }
            let digits = fraction % 10 == 0 ? "\(fraction / 10)" : fraction < 10 ? "0\(fraction)" : "\(fraction)"
            return "\(whole).\(digits)\(unit)"
        }
        return "\(bytes)"
    }
}

import MIG

/// The findings of an object before an update, each of which excuses one finding after it.
///
/// A finding is excused by one of the same code, container and resource whose declared size, whole and per slice, was no
/// smaller. Each excuse counts once: a second worker group that breaks the rule like the first is new.
struct InheritanceLedger {
    private struct Key: Hashable {
        let code: FindingCode
        let subject: String
        let resource: String
    }

    private var sizes: [Key: [(whole: MemorySize, perSlice: MemorySize)]] = [:]

    init(_ findings: [Finding]) {
        for finding in findings {
            sizes[Self.key(finding), default: []].append(finding.weight)
        }
    }

    mutating func excuses(_ finding: Finding) -> Bool {
        guard !sizes.isEmpty else { return false }
        let key = Self.key(finding)
        let weight = finding.weight
        guard let index = sizes[key]?.firstIndex(where: { $0.whole >= weight.whole && $0.perSlice >= weight.perSlice })
        else { return false }
        sizes[key]?.remove(at: index)
        return true
    }

    private static func key(_ finding: Finding) -> Key {
        Key(code: finding.code, subject: finding.subject, resource: finding.resource)
    }
}

extension Finding {
    /// The sizes that an update may not raise; zero where none is declared.
    var weight: (whole: MemorySize, perSlice: MemorySize) {
        (declared ?? .zero, declaredPerSlice ?? .zero)
    }
}

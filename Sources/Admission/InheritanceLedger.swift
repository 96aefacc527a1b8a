import MIG

/// The findings of an object before an update, each of which excuses one finding after it.
///
/// A finding is excused by one of the same code, container and resource whose declared size, whole and per slice, was no
/// smaller. Each excuse counts once: a second worker group that breaks the rule like the first is new.
struct InheritanceLedger {
    private struct Key: Hashable {
        let code: FindingCode
        /// The container's name, or the path of a fragment. A template's place is not part of it: removing the first of
        /// several worker groups moves the others.
        let container: String
        let resource: String

        init(_ finding: Finding) {
            code = finding.code
            container = finding.request.container ?? finding.request.place ?? ""
            resource = finding.claim.resource
        }
    }

    /// The sizes that an update may not raise; zero where none is declared.
    private struct Weight: Comparable {
        let whole: MemorySize
        let perSlice: MemorySize

        init(_ finding: Finding) {
            whole = finding.declared?.size ?? .zero
            perSlice = finding.request.sizePerSlice ?? .zero
        }

        func covers(_ other: Weight) -> Bool {
            whole >= other.whole && perSlice >= other.perSlice
        }

        static func < (left: Weight, right: Weight) -> Bool {
            (left.whole, left.perSlice) < (right.whole, right.perSlice)
        }
    }

    /// The smallest first.
    private var weights: [Key: [Weight]] = [:]

    init(_ findings: [Finding]) {
        for finding in findings {
            weights[Key(finding), default: []].append(Weight(finding))
        }
        weights = weights.mapValues { $0.sorted() }
    }

    /// Whether nothing can be excused.
    var isEmpty: Bool { weights.isEmpty }

    /// For each finding whether it is excused. The largest are looked at first, and each takes the smallest that covers it,
    /// so that the order of the containers does not matter.
    func excuses(_ findings: [Finding]) -> [Bool] {
        var excused = [Bool](repeating: false, count: findings.count)
        var left = weights
        for index in findings.indices.sorted(by: { Weight(findings[$0]) > Weight(findings[$1]) }) {
            let weight = Weight(findings[index])
            let key = Key(findings[index])
            if let match = left[key]?.firstIndex(where: { $0.covers(weight) }) {
                left[key]?.remove(at: match)
                excused[index] = true
            }
        }
        return excused
    }
}

import Kubernetes
import MIG
import Yams

// The values that a policy file holds, each read with the right spelling at hand.
extension PolicyReader {
    /// An amount of memory: a quantity of whole bytes, zero or more.
    func memory(_ node: Node, at key: String) -> MemorySize? {
        guard let text = text(node, at: key) else { return nil }
        guard let quantity = Quantity(text) else {
            let spelling = QuantitySpelling.likely(text).map { "write \($0)" } ?? "write an amount such as 1Gi or 512Mi"
            refuse(node, key, "\(text.quoted) is no quantity: \(spelling)")
            return nil
        }
        guard !quantity.isNegative else {
            refuse(node, key, "\(text.quoted) is negative: write an amount of zero or more")
            return nil
        }
        return MemorySize(bytes: quantity.magnitude)
    }

    /// An amount of memory or a percentage of the nominal memory of `profile`, which it must not use up.
    func headroomAmount(_ node: Node, at key: String, of profile: MIGProfile? = nil) -> Headroom.Amount? {
        guard let text = text(node, at: key) else { return nil }
        if text.hasSuffix("%") {
            guard let percent = Int(text.dropLast()), (0..<100).contains(percent) else {
                refuse(node, key, "\(text.quoted) is no share: write whole per cent from 0% to 99%")
                return nil
            }
            return .percent(percent)
        }
        guard let size = memory(node, at: key) else { return nil }
        if let profile, size >= profile.nominal {
            refuse(node, key, "\(size) is all of the \(profile.nominal) that \(profile) has: nothing would ever fit")
            return nil
        }
        return .size(size)
    }

    /// A profile that some GPU of the catalogue has.
    func profile(_ name: Key, at key: String, _ catalogue: Catalogue) -> MIGProfile? {
        if let profile = MIGProfile(name: name.text), catalogue.entry(of: profile) != nil {
            return profile
        }
        let known = catalogue.entries.map(\.profile.name)
        let hint = Spelling.nearest(to: name.text, among: known).map { "; did you mean \($0)?" } ?? ""
        refuse(name.node, key, "no GPU of the catalogue has a profile \(name.text.quoted)\(hint)")
        return nil
    }

    /// Whether `text` can be the key of an annotation that also has a form for single containers: `prefix/name`.
    func checkAnnotationKey(_ text: String, _ node: Node, _ key: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isQualified =
            parts.count == 2
            && parts.allSatisfy { part in
                (1...63).contains(part.count)
                    && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
            }
        if !isQualified {
            refuse(
                node,
                key,
                "\(text.quoted) is no annotation key with a prefix: write one such as example.com/model-size"
            )
        }
        return isQualified
    }
}

import Kubernetes
import MIG
import Yams

// The values that a policy file holds, each read with the right spelling at hand.
extension SettingsReader {
    /// An amount of memory: a quantity of zero or more, rounded up to whole bytes.
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
        // A fraction of a Gi is an amount, a fraction of a byte a slip: 256m is meant to be 256Mi.
        guard quantity.isWhole || quantity.magnitude >= 1 << 20 else {
            refuse(node, key, "\(text.quoted) is no whole number of bytes: write an amount such as 1Gi or 512Mi")
            return nil
        }
        return MemorySize(bytes: quantity.magnitude)
    }

    /// An amount of memory that leaves something of the largest slice there is.
    func memory(_ node: Node, at key: String, lessThan largest: MIGProfile?) -> MemorySize? {
        guard let size = memory(node, at: key) else { return nil }
        if let largest, size >= largest.nominal {
            refuse(node, key, "\(size) leaves nothing of the \(largest.nominal) that \(largest) has")
            return nil
        }
        return size
    }

    /// An amount of memory or a percentage of the nominal memory of `profile`, which it must not use up.
    func headroomAmount(_ node: Node, at key: String, of profile: MIGProfile?) -> Headroom.Amount? {
        guard let text = text(node, at: key) else { return nil }
        if text.hasSuffix("%") {
            let digits = text.dropLast()
            guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let percent = Int(digits), percent < 100 else {
                refuse(node, key, "\(text.quoted) is no share: write whole per cent from 0% to 99%")
                return nil
            }
            return .percent(percent)
        }
        return memory(node, at: key, lessThan: profile).map(Headroom.Amount.size)
    }

    /// A profile that some GPU of the catalogue has, also under a former name.
    func profile(_ name: Key, at key: String, _ catalogue: Catalogue) -> CatalogueEntry? {
        if let entry = MIGProfile(name: name.text).flatMap(catalogue.entry(of:)) {
            return entry
        }
        let known = catalogue.entries.map(\.profile.name)
        let prefix = "\(MIGProfile.resourcePrefix)"
        let wanted = name.text.hasPrefix(prefix) ? String(name.text.dropFirst(prefix.count)) : name.text
        let hint = Spelling.nearest(to: wanted, among: known).map { "; did you mean \($0)?" } ?? ""
        refuse(name.node, key, "no GPU of the catalogue has a profile \(name.text.quoted)\(hint)")
        return nil
    }

    /// Whether `text` can be the key of an annotation that also has a form for single containers: both `prefix/name` and
    /// `name.prefix/container` must be keys, of which the part before the solidus is a DNS subdomain (Kubernetes, "Object
    /// names and IDs").
    func checkAnnotationKey(_ text: String, _ node: Node, _ key: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isKey =
            parts.count == 2 && parts[1].utf8.count <= 63 && Self.isSubdomain(parts[0])
            && Self.isSubdomain("\(parts[1]).\(parts[0])")
        if !isKey {
            let example = "example.com/model-size"
            refuse(
                node,
                key,
                "\(text.quoted) is no annotation key with a prefix, in lower case: write one such as \(example)"
            )
        }
        return isKey
    }

    /// Whether `text` can be the name of an environment variable: what prints in ASCII, without `=` (Kubernetes since 1.32)
    /// and, for nobody means it, without spaces.
    func checkVariableName(_ text: String, _ node: Node, _ key: String) -> Bool {
        let isName = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "=") }
        if !isName {
            refuse(node, key, "\(text.quoted) is no name of an environment variable: write one such as MODEL_SIZE")
        }
        return isName
    }
}

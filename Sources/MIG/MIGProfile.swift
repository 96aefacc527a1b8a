/// The name of a MIG profile: compute slices, nominal memory and what else the slice takes or leaves.
///
/// The grammar is that of the resources which NVIDIA's device plugin offers (k8s-device-plugin `internal/rm/rm.go`,
/// go-nvlib `mig_profile.go`): `<compute>g.<memory>gb`, then `+me`, `+me.all`, `+gfx` or `-me`. Profiles that name fewer
/// compute instances than slices (`1c.3g.20gb`) never become resources and are not read.
package struct MIGProfile: Hashable, Sendable {
    /// Compute slices of the GPU, the number before `g`.
    package let computeSlices: Int
    /// Nominal memory in GiB, the number before `gb`: a name, not a measurement.
    package let nominalGiB: Int
    package let attribute: Attribute?

    /// What a slice takes or leaves beside compute and memory, the least demanding first.
    package enum Attribute: String, Sendable, CaseIterable {
        /// Takes no media engine.
        case noMediaEngines = "-me"
        /// Takes a share of the media engines.
        case mediaEngines = "+me"
        /// Can draw (RTX PRO).
        case graphics = "+gfx"
        /// Takes every media engine.
        case allMediaEngines = "+me.all"
    }

    /// Reads a profile as NVIDIA's tools write it, such as `3g.40gb` or `1g.10gb+me`.
    package init?(name text: some StringProtocol) {
        guard let gMark = text.firstIndex(of: "g"),
            let computeSlices = Self.number(text[..<gMark]),
            let dot = text.index(gMark, offsetBy: 1, limitedBy: text.endIndex), dot < text.endIndex, text[dot] == "."
        else { return nil }
        let memory = text[text.index(after: dot)...]
        guard let unit = memory.firstIndex(where: { !$0.isASCII || !$0.isNumber }),
            let nominalGiB = Self.number(memory[..<unit]), memory[unit...].hasPrefix("gb")
        else { return nil }
        let rest = memory[unit...].dropFirst(2)
        let attribute = Attribute(rawValue: String(rest))
        guard rest.isEmpty || attribute != nil else { return nil }
        self.computeSlices = computeSlices
        self.nominalGiB = nominalGiB
        self.attribute = attribute
    }

    /// A whole number of at most three digits without sign or leading zero, as driver names have them.
    private static func number(_ digits: some StringProtocol) -> Int? {
        guard (1...3).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        guard digits.count == 1 || digits.first != "0" else { return nil }
        return Int(digits)
    }

    package var nominal: MemorySize { .gibibytes(nominalGiB) }
}

extension MIGProfile: CustomStringConvertible {
    package var name: String { "\(computeSlices)g.\(nominalGiB)gb\(attribute?.rawValue ?? "")" }

    package var description: String { name }
}

// MARK: - Resource names

extension MIGProfile {
    /// What every extended resource for a MIG slice starts with.
    package static let resourcePrefix: StaticString = "nvidia.com/mig-"
    private static let resourcePrefixText = "\(resourcePrefix)"

    /// Whether an extended resource is, or means to be, a MIG slice.
    package static func isResource(_ name: String) -> Bool {
        // Byte by byte: the library's comparison of prefixes minds Unicode, and this is asked of every claim.
        let (text, prefix) = (name.utf8.span, resourcePrefixText.utf8.span)
        guard text.count >= prefix.count else { return false }
        for index in prefix.indices where text[index] != prefix[index] {
            return false
        }
        return true
    }

    /// The extended resource of a slice of this profile, such as `nvidia.com/mig-1g.10gb.me`: `+` is not allowed there.
    package var resourceName: String {
        Self.resourcePrefixText + String(name.map { $0 == "+" ? "." : $0 })
    }

    /// The same under time-slicing with `renameByDefault`: sharing divides time, not memory.
    package var sharedResourceName: String { resourceName + ".shared" }
}

// MARK: - Order

extension MIGProfile: Comparable {
    /// Smaller memory first, then fewer compute slices, then what takes least beside them.
    package static func < (left: MIGProfile, right: MIGProfile) -> Bool {
        (left.nominalGiB, left.computeSlices, left.demand) < (right.nominalGiB, right.computeSlices, right.demand)
    }

    private var demand: Int {
        attribute.flatMap(Attribute.allCases.firstIndex).map { $0 + 1 } ?? 0
    }
}

/// One key of the policy file, for people and for editors.
package struct PolicyKey: Sendable {
    package let name: String
    /// One sentence.
    package let summary: String
    package let standard: Standard
    package let shape: PolicyShape
    /// Whether rules for namespaces have the key, too, with the same meaning.
    package private(set) var isTerm = false

    /// What counts where the key is left out.
    package enum Standard: Hashable, Sendable {
        /// This, in YAML on one line.
        case value(String)
        /// What each of its keys says.
        case ofItsKeys
        /// What counts outside the rule.
        case asOutside
        /// Nothing: the key must be there.
        case required
    }

    init(_ name: String, _ shape: PolicyShape, standard: Standard, _ summary: String) {
        self.name = name
        self.summary = summary
        self.standard = standard
        self.shape = shape
    }

    /// The same key as one that rules for namespaces have, too.
    var asTerm: PolicyKey {
        var key = self
        key.isTerm = true
        return key
    }

    /// The same key within a rule.
    var inRule: PolicyKey {
        var key = PolicyKey(name, shape, standard: .asOutside, summary)
        key.isTerm = isTerm
        return key
    }

    /// What counts where the key is left out, in YAML on one line; nil where that depends on something else.
    package var standardYAML: String? {
        switch standard {
        case .value(let yaml): return yaml
        case .asOutside, .required: return nil
        case .ofItsKeys:
            guard case .fields(let keys, _) = shape else { return nil }
            let entries = keys.compactMap { key in key.standardYAML.map { "\(key.name): \($0)" } }
            return entries.count == keys.count ? "{\(entries.joined(separator: ", "))}" : nil
        }
    }
}

extension PolicyKey.Standard: CustomStringConvertible {
    /// The words of a manual, in Markdown.
    package var description: String {
        switch self {
        case .value(let yaml): "standard value `\(yaml)`"
        case .ofItsKeys: "standard value that of its keys"
        case .asOutside: "standard value as outside `namespaces`"
        case .required: "no standard value: it must be there"
        }
    }
}

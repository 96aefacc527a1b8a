package import Kubernetes

/// Terms for some namespaces.
package struct NamespaceRule: Hashable, Sendable {
    /// Patterns for the namespace's name, one of which must match; none means every namespace.
    package var names: [Glob]
    /// What the object's own labels must be besides.
    package var objectSelector: LabelSelector
    /// What counts for those objects, whole: what the rule leaves out is taken from the terms of all.
    package var terms: Terms

    /// Whether the rule is for `object` in `namespace`.
    func matches(_ object: KubernetesObject, in namespace: String) -> Bool {
        (names.isEmpty || names.match(namespace)) && object.isSelected(by: objectSelector)
    }
}

extension NamespaceRule: CustomStringConvertible {
    /// Whom the rule is for, in words: `team-a-*, research where tier In (prod)`.
    package var description: String {
        let namespaces = names.isEmpty ? "every namespace" : names.map(\.pattern).joined(separator: ", ")
        let requirements = objectSelector.requirements.map { requirement in
            switch requirement.relation {
            case .isIn, .isNotIn:
                "\(requirement.label.text) \(requirement.relation.rawValue) (\(requirement.values.joined(separator: ", ")))"
            case .exists, .doesNotExist: "\(requirement.label.text) \(requirement.relation.rawValue)"
            }
        }
        return requirements.isEmpty ? namespaces : "\(namespaces) where \(requirements.joined(separator: " and "))"
    }
}

package import Kubernetes
package import Yams

// Selectors, as Kubernetes writes them.
extension SettingsReader {
    /// Reads a selector, which is about an object's own labels.
    package func labelSelector(_ node: Node, at key: String) -> LabelSelector {
        var requirements: [LabelSelector.Requirement] = []
        forEachField(
            of: node,
            at: key,
            [
                "matchLabels": { node, key in
                    self.forEachEntry(of: node, at: key) { name, node, key in
                        if let value = self.labelValue(node, at: key) {
                            requirements.append(.init(label: name.text, relation: .isIn, values: [value]))
                        }
                    }
                },
                "matchExpressions": { node, key in
                    self.forEachElement(of: node, at: key) { node, key in
                        if let requirement = self.requirement(node, at: key) {
                            requirements.append(requirement)
                        }
                    }
                },
            ]
        )
        return LabelSelector(requirements)
    }

    /// The value of a label, which may be empty as other values may not.
    private func labelValue(_ node: Node, at key: String) -> String? {
        guard case .scalar(let scalar) = node else {
            refuse(node, key, "a label has a single value")
            return nil
        }
        // Go's JSON decoder, which reads a selector of Kubernetes, takes null for an empty text.
        return isNull(scalar) ? "" : scalar.string
    }

    private func requirement(_ node: Node, at key: String) -> LabelSelector.Requirement? {
        var label: String?
        var relation: LabelSelector.Relation?
        var values: [String]?
        let known = problems.count
        forEachField(
            of: node,
            at: key,
            [
                "key": { label = self.text($0, at: $1) },
                "operator": { node, key in
                    guard let text = self.text(node, at: key) else { return }
                    relation = LabelSelector.Relation(rawValue: text)
                    if relation == nil {
                        let known = LabelSelector.Relation.allCases.map(\.rawValue).joined(separator: ", ")
                        self.refuse(node, key, "\(self.quoted(text)) is no operator; write one of \(known)")
                    }
                },
                "values": { node, key in
                    values = []
                    self.forEachElement(of: node, at: key) { node, key in
                        if let value = self.labelValue(node, at: key) {
                            values?.append(value)
                        }
                    }
                },
            ]
        )
        guard problems.count == known else { return nil }
        guard let label, let relation else {
            refuse(node, key, "an expression needs key and operator")
            return nil
        }
        let needsValues = relation == .isIn || relation == .isNotIn
        guard needsValues == !(values ?? []).isEmpty else {
            let way = needsValues ? "needs values" : "takes no values"
            refuse(node, key, "\(relation.rawValue) \(way)")
            return nil
        }
        return .init(label: label, relation: relation, values: values ?? [])
    }
}

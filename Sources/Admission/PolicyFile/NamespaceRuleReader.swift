import Kubernetes
import Yams

// Rules for namespaces.
extension PolicyReader {
    func namespaceRules(_ node: Node, at key: String, inPlaceOf base: Terms) -> [NamespaceRule] {
        var rules: [NamespaceRule] = []
        var catchAll: String?
        forEachElement(of: node, at: key) { node, key in
            var names: [Glob] = []
            var selector: LabelSelector?
            let terms = self.terms(
                node,
                at: key,
                inPlaceOf: base,
                besides: [
                    "names": { names = self.globs($0, at: $1, self.checkNamespacePattern) },
                    "objectSelector": { selector = self.labelSelector($0, at: $1) },
                ]
            )
            if let catchAll {
                self.refuse(node, key, "never reached: \(catchAll) matches every object before")
            } else if names.isEmpty, selector?.requirements.isEmpty ?? true {
                self.refuse(
                    node,
                    key,
                    "names no namespaces and selects no objects; write names: [team-a-*] or objectSelector, or put what "
                        + "counts everywhere outside namespaces"
                )
            } else if names.contains(Glob("*")), selector?.requirements.isEmpty ?? true {
                catchAll = key
            }
            rules.append(NamespaceRule(names: names, objectSelector: selector ?? LabelSelector(), terms: terms))
        }
        return rules
    }

    /// Reads a list of patterns for names.
    func globs(_ node: Node, at key: String, _ check: (String, Node, String) -> Bool) -> [Glob] {
        var globs: [Glob] = []
        forEachText(of: node, at: key) { text, node, key in
            if check(text, node, key) {
                globs.append(Glob(text))
            }
        }
        return globs
    }

    /// Whether a namespace can match `text`: its name is a DNS label (Kubernetes, "Object names and IDs").
    func checkNamespacePattern(_ text: String, _ node: Node, _ key: String) -> Bool {
        let isPattern =
            text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
                }
            }
        if !isPattern {
            refuse(
                node,
                key,
                "no namespace matches \(text.quoted): write lower-case letters, digits and hyphens, with * for any run of "
                    + "characters and ? for one"
            )
        }
        return isPattern
    }
}

// Selectors, as Kubernetes writes them.
extension PolicyReader {
    private func labelSelector(_ node: Node, at key: String) -> LabelSelector {
        var requirements: [LabelSelector.Requirement] = []
        forEachField(
            of: node,
            at: key,
            [
                "matchLabels": { node, key in
                    self.forEachEntry(of: node, at: key) { name, value, key in
                        // A label may be empty, which other values may not.
                        guard case .scalar(let scalar) = value else {
                            return self.refuse(value, key, "a label has a single value")
                        }
                        requirements.append(.init(label: name.text, relation: .isIn, values: [scalar.string]))
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
                        self.refuse(node, key, "\(text.quoted) is no operator; write one of \(known)")
                    }
                },
                "values": { node, key in
                    values = []
                    self.forEachText(of: node, at: key) { text, _, _ in values?.append(text) }
                },
            ]
        )
        guard let label, let relation else {
            if problems.count == known {
                refuse(node, key, "an expression needs key and operator")
            }
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

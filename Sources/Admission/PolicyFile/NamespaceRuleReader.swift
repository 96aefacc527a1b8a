import Kubernetes
import Yams

// Rules for namespaces.
extension PolicyReader {
    func namespaceRules(_ node: Node, at key: String, inPlaceOf base: Terms) -> [NamespaceRule] {
        var rules: [NamespaceRule] = []
        var shadows = RuleShadows()
        forEachElement(of: node, at: key) { node, key in
            var names: [Glob] = []
            var selector = LabelSelector()
            // What could not be read might have been something.
            var isBlank = node.mapping != nil
            let known = self.problems.count
            let terms = self.terms(
                node,
                at: key,
                inPlaceOf: base,
                besides: [
                    "names": { node, key in
                        let known = self.problems.count
                        names = self.globs(node, at: key, self.checkNamespacePattern)
                        isBlank = isBlank && names.isEmpty && self.problems.count == known
                    },
                    "objectSelector": { node, key in
                        let known = self.problems.count
                        selector = self.labelSelector(node, at: key)
                        isBlank = isBlank && selector.requirements.isEmpty && self.problems.count == known
                    },
                ]
            )
            if let shadow = shadows.shadow(of: names) {
                self.refuse(node, key, "never reached: \(shadow) matches every object of this rule before")
            } else if isBlank {
                self.refuse(
                    node,
                    key,
                    "names no namespaces and selects no objects; write names: [team-a-*] or objectSelector, or put what "
                        + "counts everywhere outside namespaces"
                )
            } else if selector.requirements.isEmpty, self.problems.count == known {
                shadows.add(names, key)
            }
            rules.append(NamespaceRule(names: names, objectSelector: selector, terms: terms))
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
                        self.refuse(node, key, "\(text.quoted) is no operator; write one of \(known)")
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

import Kubernetes
import Yams

// Rules for namespaces.
extension SettingsReader {
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
}

import JSON

/// What a pod says of one label of the node it wants: `nodeSelector` and the required node affinity together.
package struct NodeLabelDemand: Hashable, Sendable {
    package enum Requirement: Hashable, Sendable {
        case isOneOf([String])
        case isNoneOf([String])
    }

    /// Any one of these must hold, and in it all requirements; a term that says nothing of the label is empty.
    package let terms: [[Requirement]]
}

extension ContainerView {
    /// What the pod demands of the node label `label`; nil if nothing. Read where a pod spec stands: in the nearest map
    /// around the container that has a `nodeSelector` or an `affinity`.
    package func demand(onNodeLabel label: FieldName) -> NodeLabelDemand? {
        for spec in enclosing.reversed() {
            let selector = spec.field("nodeSelector")
            let affinity = spec.field("affinity")
            guard selector != nil || affinity != nil else { continue }
            return Self.demand(on: label, selector: selector, affinity: affinity)
        }
        return nil
    }

    private static func demand(on label: FieldName, selector: JSONValue?, affinity: JSONValue?) -> NodeLabelDemand? {
        let selected = selector?.field(label.key)?.string.map { [NodeLabelDemand.Requirement.isOneOf([String($0)])] }
        var terms: [[NodeLabelDemand.Requirement]] = []
        // The API's name for the field; terms are alternatives, their expressions hold together.
        affinity?.field("nodeAffinity")?.field("requiredDuringSchedulingIgnoredDuringExecution")?
            .field("nodeSelectorTerms")?.forEachElement { term in
                terms.append((selected ?? []) + requirements(of: term, on: label))
            }
        if terms.isEmpty, let selected {
            terms = [selected]
        }
        return terms.contains { !$0.isEmpty } ? NodeLabelDemand(terms: terms) : nil
    }

    private static func requirements(of term: JSONValue, on label: FieldName) -> [NodeLabelDemand.Requirement] {
        var requirements: [NodeLabelDemand.Requirement] = []
        term.field("matchExpressions")?.forEachElement { expression in
            guard let key = expression.field("key")?.string, key == label.key,
                let relation = expression.field("operator")?.string
            else { return }
            var values: [String] = []
            expression.field("values")?.forEachElement { value in
                if let text = value.string {
                    values.append(String(text))
                }
            }
            if relation == "In" {
                requirements.append(.isOneOf(values))
            } else if relation == "NotIn" {
                requirements.append(.isNoneOf(values))
            }
        }
        return requirements
    }
}

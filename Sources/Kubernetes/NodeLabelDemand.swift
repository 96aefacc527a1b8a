import JSON

/// What a pod says of one label of the node it wants: `nodeSelector` and the required node affinity together.
package struct NodeLabelDemand: Hashable, Sendable {
    /// Values of which the label must have one.
    package typealias Alternatives = [String]

    /// Any one of these must hold, and in it all demands; a term that names no values of the label is empty.
    ///
    /// Only the operator `In` counts: what `NotIn` leaves over may be anything, for one product has labels that nobody can
    /// list.
    package let terms: [[Alternatives]]
}

extension PodView {
    /// The longest value that a label can have, in bytes (apimachinery `LabelValueMaxLength`): a longer one is no value,
    /// and no node has it.
    private static let labelValueLength = 63

    /// What the pod demands of the node label `label`; nil if nothing.
    package func demand(onNodeLabel label: FieldName) -> NodeLabelDemand? {
        switch placement {
        case .spec(let spec): return Self.demand(on: label, in: spec)
        case .nearestOwner:
            let owner = owners.last { $0.field("nodeSelector") != nil || $0.field("affinity") != nil }
            return owner.flatMap { Self.demand(on: label, in: $0) }
        }
    }

    private static func demand(on label: FieldName, in spec: JSONValue) -> NodeLabelDemand? {
        let selected = spec.field("nodeSelector")?.field(label.key)?.string.map { [text($0)] }
        var terms: [[NodeLabelDemand.Alternatives]] = []
        // The API's name for the field; terms are alternatives, their expressions hold together.
        spec.field("affinity")?.field("nodeAffinity")?.field("requiredDuringSchedulingIgnoredDuringExecution")?
            .field("nodeSelectorTerms")?.forEachElement { term in
                terms.append((selected.map { [$0] } ?? []) + demands(of: term, on: label))
            }
        if terms.isEmpty, let selected {
            terms = [[selected]]
        }
        return terms.contains { !$0.isEmpty } ? NodeLabelDemand(terms: terms) : nil
    }

    private static func demands(of term: JSONValue, on label: FieldName) -> [NodeLabelDemand.Alternatives] {
        var demands: [NodeLabelDemand.Alternatives] = []
        term.field("matchExpressions")?.forEachElement { expression in
            guard let key = expression.field("key")?.string, key == label.key,
                let relation = expression.field("operator")?.string, relation == "In"
            else { return }
            var values: NodeLabelDemand.Alternatives = []
            expression.field("values")?.forEachElement { value in
                if let value = value.string {
                    values.append(text(value))
                }
            }
            demands.append(values)
        }
        return demands
    }

    private static func text(_ value: JSONString) -> String {
        String(value, upTo: labelValueLength + 1)
    }
}

import JSON

/// Chooses objects by their labels, as `metav1.LabelSelector` of apimachinery does: all requirements must hold; without any,
/// every object is chosen.
package struct LabelSelector: Hashable, Sendable {
    package enum Relation: String, CaseIterable, Sendable {
        case isIn = "In"
        case isNotIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }

    /// What one label must be.
    package struct Requirement: Hashable, Sendable {
        package let label: FieldName
        package let relation: Relation
        /// For `In` and `NotIn`.
        package let values: [String]

        package init(label: String, relation: Relation, values: [String] = []) {
            self.label = FieldName(label)
            self.relation = relation
            self.values = values
        }
    }

    package let requirements: [Requirement]

    package init(_ requirements: [Requirement] = []) {
        self.requirements = requirements
    }
}

extension KubernetesObject {
    /// Whether the object's own labels meet `selector`.
    package func isSelected(by selector: LabelSelector) -> Bool {
        guard !selector.requirements.isEmpty else { return true }
        let labels = json.field("metadata")?.field("labels")
        return selector.requirements.allSatisfy { requirement in
            let value = labels?.field(requirement.label.key)?.string
            let isListed = value.map { value in requirement.values.contains { value.isEqual(to: $0) } } ?? false
            return switch requirement.relation {
            case .isIn: isListed
            case .isNotIn: !isListed
            case .exists: value != nil
            case .doesNotExist: value == nil
            }
        }
    }
}

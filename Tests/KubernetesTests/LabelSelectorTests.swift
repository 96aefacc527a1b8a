import Kubernetes
import Testing

@Suite struct LabelSelectorTests {
    private typealias Requirement = LabelSelector.Requirement

    private static let labels = #"{"metadata":{"labels":{"tier":"prod","empty":"","a.b/c":"x"}}}"#

    private func isSelected(_ requirements: [LabelSelector.Requirement], _ object: String) throws -> Bool {
        try withReview(of: Manifest(stringLiteral: object), .pod) { review in
            try #require(review.object).isSelected(by: LabelSelector(requirements))
        }
    }

    /// As `labels.Requirement.Matches` of apimachinery has it: a label that is not there is in no list.
    @Test(
        arguments: [
            ("tier", .isIn, ["prod"], true), ("tier", .isIn, ["dev", "prod"], true), ("tier", .isIn, ["dev"], false),
            ("tier", .isIn, ["pro"], false), ("tier", .isIn, ["prod "], false), ("absent", .isIn, ["prod"], false),
            ("absent", .isIn, [""], false), ("empty", .isIn, [""], true), ("empty", .isIn, ["x"], false),
            ("tier", .isNotIn, ["prod"], false), ("tier", .isNotIn, ["dev"], true),
            ("absent", .isNotIn, ["prod"], true), ("empty", .isNotIn, [""], false), ("absent", .isNotIn, [""], true),
            ("tier", .exists, [], true), ("empty", .exists, [], true), ("absent", .exists, [], false),
            ("tier", .doesNotExist, [], false), ("empty", .doesNotExist, [], false),
            ("absent", .doesNotExist, [], true), ("a.b/c", .isIn, ["x"], true), ("Tier", .exists, [], false),
        ] as [(String, LabelSelector.Relation, [String], Bool)]
    )
    func oneRequirement(label: String, relation: LabelSelector.Relation, values: [String], holds: Bool) throws {
        let requirement = Requirement(label: label, relation: relation, values: values)
        #expect(try isSelected([requirement], Self.labels) == holds)
    }

    @Test func allRequirementsMustHold() throws {
        let prod = Requirement(label: "tier", relation: .isIn, values: ["prod"])
        let absent = Requirement(label: "empty", relation: .doesNotExist)
        #expect(try isSelected([prod, prod], Self.labels))
        #expect(try !isSelected([prod, absent], Self.labels))
        #expect(try !isSelected([absent, prod], Self.labels))
    }

    @Test(arguments: [
        "{}", #"{"metadata":null}"#, #"{"metadata":{"labels":null}}"#, #"{"metadata":{"labels":[]}}"#,
        #"{"metadata":{"annotations":{"tier":"prod"}},"spec":{"template":{"metadata":{"labels":{"tier":"prod"}}}}}"#,
    ])
    func anObjectWithoutLabelsHasNone(object: String) throws {
        #expect(try isSelected([], object))
        #expect(try !isSelected([Requirement(label: "tier", relation: .exists)], object))
        #expect(try isSelected([Requirement(label: "tier", relation: .isNotIn, values: ["prod"])], object))
    }

    @Test(arguments: [
        ("In", LabelSelector.Relation.isIn), ("NotIn", .isNotIn), ("Exists", .exists),
        ("DoesNotExist", .doesNotExist),
    ])
    func operatorsAsKubernetesWritesThem(text: String, relation: LabelSelector.Relation) {
        #expect(LabelSelector.Relation(rawValue: text) == relation)
        #expect(LabelSelector.Relation(rawValue: text.lowercased()) == nil)
    }
}

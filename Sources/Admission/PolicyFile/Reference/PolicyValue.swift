import Kubernetes
import MIG

/// A kind of single value in the policy file: what editors can check of it. What only the reader knows, such as which GPUs
/// there are, it checks later.
package struct PolicyValue: Sendable {
    /// A stem for definitions of a schema.
    let name: String
    /// What it is, in the words of a manual.
    let words: String
    /// What an editor says where a value does not match.
    let hint: String
    /// What a text must match; nil for any that is not empty.
    let pattern: String?
    /// Values that there are, and no others.
    var choices: [String] = []
    /// Values that people often want.
    var examples: [String] = []
    /// Characters at most.
    var longest: Int?
    /// Whether it may be an empty text.
    var mayBeEmpty = false
    /// What YAML reads as a number and the reader takes as what is written.
    var number = Number.none

    enum Number: Sendable {
        case none
        /// Whole and at least this.
        case integer(from: Int)
        /// Numbers, booleans, and nothing at all.
        case any
    }
}

extension PolicyValue {
    private static let number = #"([0-9]+(\.[0-9]*)?|\.[0-9]+)"#
    private static let suffix = "([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?"

    static let quantity = PolicyValue(
        name: "quantity",
        words: "quantity",
        hint: "write an amount such as 1Gi or 512Mi",
        pattern: #"^\+?\#(number)\#(suffix)$"#,
        number: .integer(from: 0)
    )

    static let limit = PolicyValue(
        name: "limit",
        words: "quantity above 0",
        hint: "write an amount above 0, such as 38Gi",
        pattern: #"^\+?(?=[0.]*[1-9])\#(number)\#(suffix)$"#,
        number: .integer(from: 1)
    )

    static let amount = PolicyValue(
        name: "amount",
        words: "quantity or whole per cent",
        hint: "write an amount such as 1Gi, or whole per cent from 0% to 99%",
        pattern: #"^(\+?\#(number)\#(suffix)|0*[0-9]{1,2}%)$"#,
        number: .integer(from: 0)
    )

    static let duration = PolicyValue(
        name: "duration",
        words: "duration",
        hint: "write a duration of at least a second, such as 72h or 1h30m",
        pattern: #"^(\#(number)(h|m|s|ms|us|µs|ns))+$"#
    )

    static let gpu = PolicyValue(
        name: "gpu",
        words: "GPU",
        hint: "write a GPU's name or its nvidia.com/gpu.product label",
        pattern: nil,
        examples: Catalogue.shipped.gpus.map(\.name)
    )

    static let namespace = PolicyValue(
        name: "namespace",
        words: "pattern of a namespace",
        hint: "write lower-case letters, digits and hyphens, with * for any run of characters and ? for one",
        pattern: "^[-a-z0-9*?]{1,63}$",
        number: .integer(from: 0)
    )

    static let exemptNamespace = PolicyValue(
        name: "exemptNamespace",
        words: "pattern of a namespace",
        hint: "write which namespaces, such as team-a-*; * alone would mean every one",
        pattern: "^(?=[^*]*$|.*[^*?])[-a-z0-9*?]{1,63}$",
        number: .integer(from: 0)
    )

    static let requester = PolicyValue(
        name: "requester",
        words: "pattern of a name",
        hint: "write who it is, such as system:serviceaccount:ci:*; * alone would mean everybody",
        pattern: "^[^*]+$|[^*?]"
    )

    static let operation = PolicyValue(
        name: "operator",
        words: "operator",
        hint: "write one of \(LabelSelector.Relation.allCases.map(\.rawValue).joined(separator: ", "))",
        pattern: nil,
        choices: LabelSelector.Relation.allCases.map(\.rawValue)
    )

    static let action = PolicyValue(
        name: "action",
        words: "action",
        hint: "write one of \(Action.allCases.reversed().map(\.name).joined(separator: ", "))",
        pattern: nil,
        choices: Action.allCases.reversed().map(\.name)
    )

    private static let label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?"

    static let annotation = PolicyValue(
        name: "annotation",
        words: "annotation key with a prefix",
        hint: "write an annotation key with a prefix, in lower case, such as example.com/model-size",
        pattern: #"^\#(label)(\.\#(label))*/(?=.{1,63}$)\#(label)(\.\#(label))*$"#,
        longest: 253
    )

    static let variable = PolicyValue(
        name: "variable",
        words: "name of an environment variable",
        hint: "write the name of an environment variable, such as MODEL_SIZE",
        pattern: "^[!-<>-~]+$"
    )

    static let apiGroup = PolicyValue(
        name: "apiGroup",
        words: "API group",
        hint: "write the group without its version, and \"\" for the core group",
        pattern: "^(?!v1$)[^/]*$"
    )

    private static let field = #"[^\[\]{}*.]+(\[\*\]|\{\*\})*"#

    static let path = PolicyValue(
        name: "path",
        words: "path",
        hint: "write fields with dots between, [*] for every element of a list and {*} for every value of a map",
        pattern: #"^\#(field)(\.\#(field))*$"#
    )

    static let text = PolicyValue(
        name: "text",
        words: "text",
        hint: "write a text that is not empty",
        pattern: nil
    )

    static let labelValue = PolicyValue(
        name: "labelValue",
        words: "text",
        hint: "write what the label may be",
        pattern: nil,
        mayBeEmpty: true,
        number: .any
    )
}

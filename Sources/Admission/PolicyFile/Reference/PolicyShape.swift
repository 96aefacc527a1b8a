/// What stands at a key of the policy file.
package indirect enum PolicyShape: Sendable {
    /// A mapping whose keys are known.
    case fields([PolicyKey], PolicyDemand = .nothing)
    /// A mapping of MIG profiles to values.
    case byProfile(PolicyValue)
    /// A mapping of labels to what they must be.
    case labels
    case list(PolicyShape)
    case value(PolicyValue)

    /// A list of single values.
    static func list(of value: PolicyValue) -> PolicyShape { .list(.value(value)) }
}

/// What a mapping must have besides the keys without a standard value.
package enum PolicyDemand: Sendable {
    case nothing
    /// At least one of these keys, with something in it.
    case some([String])
    /// Values where the operator compares with values, and none where it does not.
    case valuesByOperator
}

extension PolicyShape: CustomStringConvertible {
    /// The words of a manual.
    package var description: String {
        switch self {
        case .fields: "mapping"
        case .byProfile(let value): "mapping of profiles: \(value.words)"
        case .labels: "mapping of labels: text"
        case .list(.value(let value)): "list: \(value.words)"
        case .list: "list of mappings"
        case .value(let value): value.words
        }
    }
}

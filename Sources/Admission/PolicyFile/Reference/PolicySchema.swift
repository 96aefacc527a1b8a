import MIG
import Yams

/// The JSON Schema (draft-07) of policy files, by which editors complete and check them. It refuses nothing that the reader
/// takes, but for names that YAML reads as numbers or booleans; what depends on several values, such as a limit that no slice
/// has, only the reader sees.
package enum PolicySchema {
    /// The schema, without a newline at its end.
    package static var text: String { document.text }

    private static var document: JSONTree {
        .object([
            ("$schema", "http://json-schema.org/draft-07/schema#"),
            ("title", "Policy of mig-gate"),
            ("description", "How large a model may be in a MIG slice, and what to do about one that is larger."),
            ("type", "object"),
            ("properties", properties(PolicyReference.keys)),
            ("additionalProperties", false),
            ("definitions", .object(terms + values + [("profile", profiles)])),
        ])
    }

    /// Terms, which rules refer to as well.
    private static var terms: [(String, JSONTree)] {
        PolicyReference.terms.map { key in (key.name, .object(titles(key) + constraints(key.shape))) }
    }

    private static var values: [(String, JSONTree)] {
        [
            PolicyValue.quantity, .limit, .amount, .duration, .gpu, .namespace, .exemptNamespace, .requester, .action,
            .operation,
            .annotation, .variable, .apiGroup, .path, .text, .labelValue,
        ]
        .map { ($0.name, .object(constraints($0))) }
    }

    /// The names of profiles, former ones too.
    private static var profiles: JSONTree {
        let catalogue = Catalogue.shipped
        let former = Set(catalogue.gpus.flatMap(\.formerNames).map(\.former)).sorted()
        return .object([
            ("description", "A MIG profile, as nvidia-smi names it."),
            ("enum", .texts((catalogue.entries.map(\.profile) + former).map(\.name).unique)),
        ])
    }
}

// MARK: - Keys

extension PolicySchema {
    private static func properties(_ keys: [PolicyKey]) -> JSONTree {
        .object(keys.map { ($0.name, property($0)) })
    }

    private static func property(_ key: PolicyKey) -> JSONTree {
        let standard = key.standardYAML.flatMap { try? Yams.compose(yaml: $0, .basic)?.json }
        let standards = standard.map { [("default", $0)] } ?? []
        guard key.isTerm else {
            return .object(titles(key) + standards + constraints(key.shape))
        }
        // Draft-07 passes over what stands beside a reference.
        let term = reference(key.name)
        return standards.isEmpty ? .object(term) : .object(standards + [("allOf", .array([.object(term)]))])
    }

    private static func titles(_ key: PolicyKey) -> [(String, JSONTree)] {
        [("title", .text(key.name)), ("description", .text(key.summary))]
    }

    private static func reference(_ name: String) -> [(String, JSONTree)] {
        [("$ref", .text("#/definitions/\(name)"))]
    }
}

// MARK: - Shapes

extension PolicySchema {
    private static func constraints(_ shape: PolicyShape) -> [(String, JSONTree)] {
        switch shape {
        case .value(let value): [("allOf", .array([.object(reference(value.name))]))]
        case .list(.value(let value)):
            [("type", "array"), ("items", .object(reference(value.name))), ("maxItems", longestList)]
        case .list(let element):
            [("type", "array"), ("items", .object(constraints(element))), ("maxItems", longestList)]
        case .byProfile(let value):
            [
                ("type", "object"), ("propertyNames", .object(reference("profile"))),
                ("additionalProperties", .object(reference(value.name))),
            ]
        case .labels:
            [("type", "object"), ("additionalProperties", .object(reference(PolicyValue.labelValue.name)))]
        case .fields(let keys, let demand):
            [("type", "object"), ("properties", properties(keys))] + required(keys)
                + [("additionalProperties", false)] + constraints(demand, keys)
        }
    }

    private static var longestList: JSONTree { .integer(SettingsText.longestList) }
    private static let anyTypes = ["string", "number", "boolean", "null"]

    private static func required(_ keys: [PolicyKey]) -> [(String, JSONTree)] {
        let names = keys.filter { $0.standard == .required }.map(\.name)
        return names.isEmpty ? [] : [("required", .texts(names))]
    }

    private static func constraints(_ demand: PolicyDemand, _ keys: [PolicyKey]) -> [(String, JSONTree)] {
        switch demand {
        case .nothing: []
        case .some(let names):
            [("anyOf", .array(keys.filter { names.contains($0.name) }.map(filled)))]
        case .valuesByOperator:
            [
                (
                    "if",
                    .object([("properties", .object([("operator", .object([("enum", .texts(["In", "NotIn"]))]))]))])
                ),
                ("then", .object([("required", .texts(["values"])), ("properties", count("minItems", 1))])),
                ("else", .object([("properties", count("maxItems", 0))])),
            ]
        }
    }

    private static func count(_ word: String, _ number: Int) -> JSONTree {
        .object([("values", .object([(word, .integer(number))]))])
    }

    /// That a key is there and holds something.
    private static func filled(_ key: PolicyKey) -> JSONTree {
        let content: [(String, JSONTree)] =
            switch key.shape {
            case .list: [("minItems", 1)]
            case .byProfile, .labels: [("minProperties", 1)]
            case .fields(let keys, _): [("anyOf", .array(keys.map(filled)))]
            case .value: []
            }
        return .object([
            ("required", .texts([key.name])), ("properties", .object([(key.name, .object(content))])),
        ])
    }

    private static func constraints(_ value: PolicyValue) -> [(String, JSONTree)] {
        var constraints: [(String, JSONTree)] = [("description", .text("\(value.words): \(value.hint)"))]
        switch value.number {
        case .none: constraints.append(("type", "string"))
        case .integer(let least):
            constraints += [("type", .texts(["string", "integer"])), ("minimum", .integer(least))]
        case .any: constraints.append(("type", .texts(anyTypes)))
        }
        if let pattern = value.pattern {
            constraints += [("pattern", .text(pattern)), ("patternErrorMessage", .text(value.hint))]
        } else if value.choices.isEmpty, !value.mayBeEmpty {
            constraints.append(("minLength", 1))
        }
        if let longest = value.longest {
            constraints.append(("maxLength", .integer(longest)))
        }
        if !value.choices.isEmpty {
            constraints.append(("enum", .texts(value.choices)))
        }
        if !value.examples.isEmpty {
            constraints.append(("examples", .texts(value.examples)))
        }
        return constraints
    }
}

extension [String] {
    /// Each element once, where it stands first.
    fileprivate var unique: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Node {
    /// The same in JSON; every single value is text, as the standard values of policies are.
    fileprivate var json: JSONTree {
        switch self {
        case .scalar(let scalar): .text(scalar.string)
        case .mapping(let mapping): .object(mapping.map { ($0.key.string ?? "", $0.value.json) })
        case .sequence(let sequence): .array(sequence.map(\.json))
        case .alias: .text("")
        }
    }
}

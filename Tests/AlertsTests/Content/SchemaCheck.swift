import Foundation

/// Checks a value by a JSON Schema that uses `type`, `const`, `enum`, `minimum`, `required`, `properties`,
/// `additionalProperties: false`, `items` and `$ref` within itself.
struct SchemaCheck {
    private let root: [String: Any]

    init(_ schema: Data) throws {
        root = try JSONSerialization.jsonObject(with: schema) as? [String: Any] ?? [:]
    }

    /// What is wrong with `value`.
    func problems(_ value: Any) -> [String] {
        problems(value, root, "$")
    }

    private func problems(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
        var problems: [String] = []
        if let reference = schema["$ref"] as? String {
            let name = reference.components(separatedBy: "/").last ?? ""
            let definition = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
            problems += definition.map { self.problems(value, $0, path) } ?? ["\(path): no definition \(name)"]
        }
        if let type = schema["type"] as? String, !Self.has(value, type) {
            problems.append("\(path) is no \(type)")
        }
        if let constant = schema["const"] as? String, value as? String != constant {
            problems.append("\(path) is not \(constant)")
        }
        if let words = schema["enum"] as? [String], !words.contains(value as? String ?? "") {
            problems.append("\(path) is none of \(words)")
        }
        if let minimum = schema["minimum"] as? Int, value as? Int ?? minimum < minimum {
            problems.append("\(path) is below \(minimum)")
        }
        if let fields = value as? [String: Any] {
            problems += self.problems(fields: fields, schema, path)
        }
        if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
            problems += elements.flatMap { self.problems($0, items, "\(path)[]") }
        }
        return problems
    }

    private func problems(fields: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
        let required = schema["required"] as? [String] ?? []
        var problems = required.filter { fields[$0] == nil }.map { "\(path) lacks \($0)" }
        for (key, value) in fields {
            if let property = properties[key] {
                problems += self.problems(value, property, "\(path).\(key)")
            } else if schema["additionalProperties"] as? Bool == false {
                problems.append("\(path) has \(key)")
            }
        }
        return problems
    }

    private static func has(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int
        default: false
        }
    }
}

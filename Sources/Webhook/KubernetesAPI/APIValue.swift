import Foundation

/// A JSON value of the Kubernetes API, kept whole: what this program does not know goes back as it came.
package enum APIValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case decimal(Double)
    case string(String)
    case array([APIValue])
    case object([String: APIValue])

    /// Reads JSON; nil for anything else.
    init?(json: Data) {
        guard let value = try? JSONDecoder().decode(APIValue.self, from: json) else { return nil }
        self = value
    }

    /// - Throws: for numbers that JSON does not have.
    func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// A field of an object; nil where there is none. Setting one makes an object of what is none.
    subscript(name: String) -> APIValue? {
        get {
            guard case .object(let fields) = self else { return nil }
            return fields[name]
        }
        set {
            var fields: [String: APIValue] = [:]
            if case .object(let present) = self {
                fields = present
            }
            fields[name] = newValue
            self = .object(fields)
        }
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var array: [APIValue]? {
        guard case .array(let elements) = self else { return nil }
        return elements
    }

    var object: [String: APIValue]? {
        guard case .object(let fields) = self else { return nil }
        return fields
    }
}

extension APIValue: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let fields = try? container.decode([String: APIValue].self) {
            self = .object(fields)
        } else if let elements = try? container.decode([APIValue].self) {
            self = .array(elements)
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else {
            self = .decimal(try container.decode(Double.self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .decimal(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let elements): try container.encode(elements)
        case .object(let fields): try container.encode(fields)
        }
    }
}

/// A JSON value on its way into a body. Keys are put in order, so that the same value is the same bytes.
package enum JSONNode: Hashable, Sendable {
    case string(String)
    case number(Int)
    case bool(Bool)
    case array([JSONNode])
    case object([String: JSONNode])
}

extension JSONNode: Encodable {
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .bool(let flag): try container.encode(flag)
        case .array(let elements): try container.encode(elements)
        case .object(let fields): try container.encode(fields)
        }
    }
}

extension JSONNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral text: String) {
        self = .string(text)
    }

    package init(integerLiteral number: Int) {
        self = .number(number)
    }

    package init(booleanLiteral flag: Bool) {
        self = .bool(flag)
    }

    package init(arrayLiteral elements: JSONNode...) {
        self = .array(elements)
    }

    package init(dictionaryLiteral fields: (String, JSONNode)...) {
        self = .object(Dictionary(fields) { _, last in last })
    }
}

import JSON

/// A value as somebody typed it: an annotation, an amount of a resource, an environment variable.
///
/// Built-in kinds hold strings there; custom resources arrive as typed, so numbers, booleans and worse occur.
package enum ScalarValue: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case number(Double)
    /// Neither a string nor a number, in the words of a message: `an object`, `true`.
    case other(String)

    init(_ value: JSONValue) {
        if let string = value.string {
            self = .text(string.comparable)
        } else if let integer = value.integer {
            self = .integer(integer)
        } else if let number = value.number {
            self = .number(number)
        } else {
            switch value.kind {
            case .object: self = .other("an object")
            case .array: self = .other("a list")
            case .bool: self = .other(value.bool == true ? "true" : "false")
            default: self = .other("null")
            }
        }
    }

    /// The value as a quantity; nil if it is none.
    package var quantity: Quantity? {
        switch self {
        case .text(let text): Quantity(text)
        case .integer(let integer): Quantity(magnitude: Int64(clamping: integer.magnitude), isNegative: integer < 0)
        case .number(let number): Quantity(number)
        case .other: nil
        }
    }
}

extension ScalarValue: CustomStringConvertible {
    /// The value as it stands in the manifest; text without quotation marks.
    package var description: String {
        switch self {
        case .text(let text): text
        case .integer(let integer): "\(integer)"
        case .number(let number): "\(number)"
        case .other(let words): words
        }
    }
}

/// The name of an annotation, label or environment variable to look up, its bytes laid out once.
package struct FieldName: Hashable, Sendable {
    let key: JSONKey

    package init(_ text: String) {
        key = JSONKey(text)
    }

    package var text: String { key.text }
}

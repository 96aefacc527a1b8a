/// A JSON document in the order that it was put together in.
indirect enum JSONTree: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
    case text(String)
    case bool(Bool)
    case integer(Int)
    case array([JSONTree])
    case object([(String, JSONTree)])

    init(stringLiteral text: String) {
        self = .text(text)
    }

    init(booleanLiteral value: Bool) {
        self = .bool(value)
    }

    init(integerLiteral value: Int) {
        self = .integer(value)
    }

    /// An array of texts.
    static func texts(_ texts: [String]) -> JSONTree {
        .array(texts.map(JSONTree.text))
    }

    /// The document on lines of its own, without a newline at its end. Short arrays and objects of single values stand on one
    /// line.
    var text: String {
        var text = ""
        write(to: &text, indent: "")
        return text
    }

    /// Characters of an array or object that is written on one line.
    private static let shortest = 72

    private func write(to text: inout String, indent: String) {
        switch self {
        case .text(let value): Self.write(value, to: &text)
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        case .array(let elements):
            Self.write(elements.map { (nil, $0) }, "[", "]", to: &text, indent)
        case .object(let entries):
            Self.write(entries.map { ($0, $1) }, "{", "}", to: &text, indent)
        }
    }

    private var isSingle: Bool {
        switch self {
        case .text, .bool, .integer: true
        case .array, .object: false
        }
    }

    private static func write(
        _ entries: [(name: String?, value: JSONTree)],
        _ opening: String,
        _ closing: String,
        to text: inout String,
        _ indent: String
    ) {
        let inner = indent + "  "
        let parts = entries.map { name, value in
            var part = ""
            if let name {
                write(name, to: &part)
                part += ": "
            }
            value.write(to: &part, indent: inner)
            return part
        }
        let line = opening + parts.joined(separator: ", ") + closing
        if line.count <= shortest, entries.allSatisfy(\.value.isSingle) {
            text += line
        } else {
            text += "\(opening)\n" + parts.map { inner + $0 }.joined(separator: ",\n") + "\n\(indent)\(closing)"
        }
    }

    private static func write(_ value: String, to text: inout String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"", "\\": text += "\\\(scalar)"
            case "\u{0}"..<" ":
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

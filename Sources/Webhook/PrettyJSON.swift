import Foundation

/// JSON that people read, too: indented, keys in alphabetical order, and nothing in it that steers a terminal.
enum PrettyJSON {
    static func pretty(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return escaped(String(decoding: try encoder.encode(value), as: UTF8.self)) + "\n"
    }

    /// Writes out what the encoder leaves as it is, and what can only stand in strings.
    private static func escaped(_ json: String) -> String {
        var escaped = ""
        var rest = json.unicodeScalars[...]
        while let index = rest.firstIndex(where: isHidden) {
            escaped.unicodeScalars.append(contentsOf: rest[..<index])
            for unit in String(rest[index]).utf16 {
                let digits = String(unit, radix: 16)
                escaped += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
            rest = rest[json.unicodeScalars.index(after: index)...]
        }
        return escaped.isEmpty ? json : escaped + String(rest)
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}

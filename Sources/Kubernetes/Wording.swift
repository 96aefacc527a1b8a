extension String {
    /// Characters of a stranger's text that a message shows. Names of containers have at most 63.
    private static let shownCharacters = 80

    /// Text of a stranger within quotation marks: cut short, with quotation marks and everything that does not print
    /// spelled out, so that it can neither end the quotation nor break the line. The API server drops a warning with a
    /// control character in it.
    package var quoted: String { "\"\(shortened)\"" }

    /// The same without the marks.
    package var shortened: String { shortened(to: Self.shownCharacters) }

    /// The same with so many characters at most.
    package func shortened(to limit: Int) -> String {
        // Nearly every name is plain.
        if utf8.count <= limit, utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            return self
        }
        var text = ""
        for scalar in unicodeScalars.prefix(limit) {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
                text += "\\u{\(String(scalar.value, radix: 16))}"
            default:
                text += scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : "\(scalar)"
            }
        }
        return unicodeScalars.dropFirst(limit).isEmpty ? text : text + "…"
    }
}

extension ScalarValue {
    /// What a stranger wrote, within quotation marks; what is neither text nor a number in words without them.
    package var quoted: String {
        if case .other(let words) = self { words } else { description.quoted }
    }
}

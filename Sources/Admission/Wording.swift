extension String {
    /// Text of a stranger within quotation marks: cut short, with quotation marks and everything that does not print
    /// spelled out, so that it can neither end the quotation nor break the line. The API server drops a warning with a
    /// control character in it.
    package var quoted: String { "\"\(shortened)\"" }

    /// The same without the marks.
    package var shortened: String {
        let limit = 80
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

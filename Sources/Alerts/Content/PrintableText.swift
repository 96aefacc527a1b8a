extension String {
    /// Marks that may stand on one letter. Languages need three at most; more of them reach into other lines.
    private static let marksOnOneLetter = 3

    /// A stranger's text as a message may show it: `limit` characters (Unicode scalars) at most, then `…`. What does not
    /// print, breaks lines, turns the direction of reading or has no letter to stand on is spelled out: `\u{202e}`.
    func printable(_ limit: Int) -> String {
        // Nearly every name is plain.
        if utf8.count <= limit, utf8.allSatisfy({ $0 > 0x1F && $0 < 0x7F }) {
            return self
        }
        var text = ""
        var length = 0
        // As if many marks stood before the text: it must not begin with one.
        var marks = Self.marksOnOneLetter
        for scalar in unicodeScalars {
            let shown: String
            if scalar.isMark, marks < Self.marksOnOneLetter, !scalar.isInvisible {
                marks += 1
                shown = String(scalar)
            } else if scalar.isMark || scalar.isInvisible {
                shown = "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                marks = 0
                shown = String(scalar)
            }
            length += shown.unicodeScalars.count
            guard length <= limit else { return text + "…" }
            text += shown
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    fileprivate var isInvisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}

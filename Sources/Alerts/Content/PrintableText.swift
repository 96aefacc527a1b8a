extension String {
    /// Marks that may stand on one letter. Languages need three at most; more of them reach into other lines.
    private static let marksOnOneLetter = 3

    /// A stranger's text as a message may show it: `limit` characters (Unicode scalars) at most, then `…`. What does not
    /// print, breaks lines, turns the direction of reading or has no letter to stand on is spelled out: `\u{202e}`.
    func printable(_ limit: Int) -> String {
        // Nearly every name is plain.
        let start = utf8.prefix(limit)
        if start.allSatisfy({ $0 > 0x1F && $0 < 0x7F }) {
            return start.endIndex == utf8.endIndex ? self : self[..<start.endIndex] + "…"
        }
        var text = ""
        var length = 0
        // As if many marks stood before the text: it must not begin with one.
        var marks = Self.marksOnOneLetter
        for scalar in unicodeScalars {
            if scalar.isInvisible || scalar.isMark && marks == Self.marksOnOneLetter {
                let spelling = "\\u{\(String(scalar.value, radix: 16))}"
                length += spelling.utf8.count
                guard length <= limit else { return text + "…" }
                text += spelling
            } else {
                marks = scalar.isMark ? marks + 1 : 0
                length += 1
                guard length <= limit else { return text + "…" }
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}

extension Unicode.Scalar {
    fileprivate var isMark: Bool {
        guard !isASCII else { return false }
        return switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: true
        default: false
        }
    }

    fileprivate var isInvisible: Bool {
        guard !isASCII else { return value < 0x20 || value == 0x7F }
        return switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
        default: properties.isDefaultIgnorableCodePoint
        }
    }
}

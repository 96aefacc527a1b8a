/// Knows texts that may be credentials by how they look: messages go into logs, which more people read than the file.
enum SecretText {
    /// What stands for such a text.
    static let hidden = "…"

    /// Letters and digits in a row of which people make no name.
    private static let longestWord = 16
    /// Letters alone, or digits, in a row.
    private static let longestPlainWord = 32
    /// The same with hyphens and underscores between, as in a UUID, and how often a name changes from letters to digits.
    private static let longestName = 20
    private static let mostChanges = 6

    /// What has come of a row of letters, digits and what may stand between.
    private struct Row {
        var length = 0
        /// Letters and digits behind the last that is neither.
        var word = (letters: 0, digits: 0)
        var changes = 0
        private var wasDigit: Bool?

        mutating func add(isDigit: Bool) {
            length += 1
            changes += wasDigit == !isDigit ? 1 : 0
            wasDigit = isDigit
            word = isDigit ? (word.letters, word.digits + 1) : (word.letters + 1, word.digits)
        }

        mutating func addMark() {
            length += 1
            word = (0, 0)
        }

        var isLikely: Bool {
            (word.letters > 0 && word.digits > 0 && word.letters + word.digits >= longestWord)
                || word.letters + word.digits >= longestPlainWord
                || (length >= longestName && changes >= mostChanges)
        }
    }

    /// Whether `text` is a URL, or has a row of letters and digits in it that no person has thought of, as tokens have.
    static func isLikely(_ text: String) -> Bool {
        var row = Row()
        var wasSlash = false
        for byte in text.utf8 {
            let isSlash = byte == UInt8(ascii: "/")
            if isSlash, wasSlash {
                return true
            }
            wasSlash = isSlash
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): row.add(isDigit: true)
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): row.add(isDigit: false)
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="): row.addMark()
            default: row = Row()
            }
            if row.isLikely {
                return true
            }
        }
        return false
    }
}

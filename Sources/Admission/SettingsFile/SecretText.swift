/// Knows texts that may be credentials by how they look: messages go into logs, which more people read than the file.
enum SecretText {
    /// What stands for such a text.
    static let hidden = "…"

    /// Letters and digits in a row that are too many for a name: the shortest token of a chat service has as many.
    private static let longestName = 20

    /// Whether `text` is a URL, or has a long run of letters and digits of both kinds in it, as tokens are.
    static func isLikely(_ text: String) -> Bool {
        var run = (length: 0, digits: 0, letters: 0)
        var slashes = 0
        for byte in text.utf8 {
            slashes = byte == UInt8(ascii: "/") ? slashes + 1 : 0
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): run.digits += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): run.letters += 1
            case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="): break
            default:
                run = (0, 0, 0)
                if slashes == 2 {
                    return true
                }
                continue
            }
            run.length += 1
            if run.length >= longestName, run.digits > 0, run.letters > 0 {
                return true
            }
        }
        return false
    }
}

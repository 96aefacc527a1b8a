/// The text of a policy before anybody parses it. Whoever may write a ConfigMap may bring any text, and reading it must not
/// hold up other requests: what makes YAML dear to read is refused at a look.
enum PolicyText {
    /// Bytes of a policy, or of all in one ConfigMap: a thousand lines have 64 KiB.
    static let largest = 64 << 10
    /// Levels of `[` and `{`. Yams goes through each key to find it twice, one that is a map for each level of the map.
    private static let deepest = 32

    /// Why a text is not parsed; nil if it is.
    static func obstacle(in yaml: String) -> PolicyProblem? {
        guard yaml.utf8.count <= largest else {
            return PolicyProblem(
                line: nil,
                key: "",
                message: "\(yaml.utf8.count) bytes are no policy; the largest has \(largest)"
            )
        }
        var scan = Scan()
        for byte in yaml.utf8 {
            if let message = scan.take(byte) {
                return PolicyProblem(line: scan.line, key: "", message: message)
            }
        }
        return scan.end().map { PolicyProblem(line: scan.line, key: "", message: $0) }
    }

    /// A look at a text byte by byte, which does not tell what stands in quotation marks: what it refuses has no place there
    /// either.
    private struct Scan {
        private(set) var line = 1
        private var depth = 0
        private var isTokenStart = true
        private var isComment = false
        /// Whether the byte before was a `?` that may say that a key follows.
        private var mayBeKey = false

        /// Bytes behind which a new token may begin.
        private static let tokenEnds = Set(" \t\r\n,:[]{}?-!".utf8)
        private static let blanks = Set(" \t\r\n".utf8)

        /// Takes the next byte; answers what is wrong, if something is.
        mutating func take(_ byte: UInt8) -> String? {
            // YAML knows more ends of lines than \n and \r, all of them with a byte beyond ASCII.
            let isBreak = byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte >= 0x80
            isComment = isComment && !isBreak
            if !isComment {
                if mayBeKey, Self.blanks.contains(byte) || isBreak {
                    return Self.longKey
                }
                // Without anchors there are no aliases, and without aliases a text is no larger than it looks.
                if isTokenStart, byte == UInt8(ascii: "&") {
                    return "an anchor (&) begins here; write what it stands for out"
                }
                switch byte {
                case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
                default: break
                }
                guard depth <= deepest else { return "brackets nest deeper than \(deepest) levels" }
            }
            mayBeKey = !isComment && isTokenStart && byte == UInt8(ascii: "?")
            isComment = isComment || isTokenStart && byte == UInt8(ascii: "#")
            isTokenStart = byte >= 0x80 || Self.tokenEnds.contains(byte)
            if byte == UInt8(ascii: "\n") {
                line += 1
            }
            return nil
        }

        /// What is wrong at the end.
        func end() -> String? {
            mayBeKey ? Self.longKey : nil
        }

        private static let longKey = "a key is announced with ? here; write it as a name"
    }
}

/// How texts are written in one place of a service's body, so that nothing of a stranger's means anything there.
///
/// Characters that would mean something are replaced by their fullwidth forms, or by what the service documents for them:
/// robots' subsets of Markdown honour no backslash, and what a client does with a lone `<` is told nowhere. People still
/// read what was meant.
struct Markup: Sendable {
    /// What is written instead of a character.
    fileprivate enum Rule: Sendable {
        case always(String)
        /// Only where a word begins or ends: `snake_case` and `ann@example.com` stay.
        case onEdges(String)
        /// Only before `/`, for clients that make links of addresses.
        case beforeSlash(String)
    }

    /// By ASCII character: no markup has others.
    private var rules = [Rule?](repeating: nil, count: 128)

    init(
        replacing replacements: [Unicode.Scalar: String] = [:],
        onEdges: [Unicode.Scalar: String] = [:],
        breaksAddresses: Bool = false
    ) {
        for (scalar, text) in onEdges where scalar.isASCII {
            rules[Int(scalar.value)] = .onEdges(text)
        }
        if breaksAddresses {
            rules[Int(UInt8(ascii: ":"))] = .beforeSlash("：")
        }
        for (scalar, text) in replacements where scalar.isASCII {
            rules[Int(scalar.value)] = .always(text)
        }
    }

    /// The fullwidth forms of ASCII characters (Unicode, "Halfwidth and Fullwidth Forms").
    static func fullwidth(_ characters: String) -> [Unicode.Scalar: String] {
        var forms: [Unicode.Scalar: String] = [:]
        for scalar in characters.unicodeScalars {
            forms[scalar] = Unicode.Scalar(scalar.value - 0x21 + 0xFF01).map { String($0) }
        }
        return forms
    }

    /// `words` as they are written here, cut to `limit` UTF-16 code units with `…`, by which services count characters. A
    /// replacement such as `&amp;` is not cut through.
    func string(_ words: Words, limit: Int = .max) -> String {
        var text = ""
        for part in words.parts {
            switch part {
            case .ours(let string), .keyword(let string): text += string
            case .theirs(let string): forEachPiece(string) { piece, _ in text += piece }
            }
        }
        return text.utf16.count <= limit ? text : cut(words, limit)
    }

    private func cut(_ words: Words, _ limit: Int) -> String {
        var text = ""
        // One for `…`; below zero once something was left out, and then everything is.
        var room = limit - 1
        func append(_ piece: some StringProtocol) {
            guard room >= 0 else { return }
            room -= piece.utf16.count
            if room >= 0 {
                text += piece
            }
        }
        for part in words.parts {
            switch part {
            case .ours(let string), .keyword(let string):
                for scalar in string.unicodeScalars { append(String(scalar)) }
            case .theirs(let string):
                forEachPiece(string) { piece, isReplacement in
                    guard !isReplacement else { return append(piece) }
                    for scalar in piece.unicodeScalars { append(String(scalar)) }
                }
            }
        }
        return text + "…"
    }

    /// Calls `body` with what stays as it is and what is written instead of something, in turns.
    private func forEachPiece(_ string: String, _ body: (Substring, _ isReplacement: Bool) -> Void) {
        let bytes = string.utf8
        var start = bytes.startIndex
        var index = start
        var before: UInt8?
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            if byte < 0x80, let rule = rules[Int(byte)],
                let text = rule.text(before, next < bytes.endIndex ? bytes[next] : nil)
            {
                body(string[start..<index], false)
                body(Substring(text), true)
                start = next
            }
            before = byte
            index = next
        }
        body(string[start...], false)
    }
}

extension Markup.Rule {
    /// What is written between two bytes; nil for what stands there.
    fileprivate func text(_ before: UInt8?, _ after: UInt8?) -> String? {
        switch self {
        case .always(let text): text
        case .onEdges(let text): Self.isWord(before) && Self.isWord(after) ? nil : text
        case .beforeSlash(let text): after == UInt8(ascii: "/") ? text : nil
        }
    }

    /// Whether it is an ASCII letter or digit: beside others, clients see the edge of a word here and none there.
    private static func isWord(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}

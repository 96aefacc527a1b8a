/// How texts are written in one place of a service's body, so that nothing of a stranger's means anything there.
///
/// Characters that would mean something are replaced by their fullwidth forms, or by what the service documents for them:
/// robots' subsets of Markdown honour no backslash, and what a client does with a lone `<` is told nowhere. People still
/// read what was meant.
struct Markup: Sendable {
    /// By character.
    private let replacements: [Unicode.Scalar: String]
    /// Characters that mean something only where a word begins or ends: `snake_case` and `ann@example.com` stay.
    private let onEdges: [Unicode.Scalar: String]
    /// Whether `://` is broken up, for clients that make links of addresses.
    private let breaksAddresses: Bool

    init(
        replacing replacements: [Unicode.Scalar: String] = [:],
        onEdges: [Unicode.Scalar: String] = [:],
        breaksAddresses: Bool = false
    ) {
        self.replacements = replacements
        self.onEdges = onEdges
        self.breaksAddresses = breaksAddresses
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
        var line = CutLine(limit: limit)
        for part in words.parts {
            switch part {
            case .theirs(let string): write(string, to: &line)
            case .ours(let string), .keyword(let string):
                for scalar in string.unicodeScalars {
                    line.append(String(scalar))
                }
            }
        }
        return line.text
    }

    private func write(_ string: String, to line: inout CutLine) {
        var before: Unicode.Scalar?
        let scalars = string.unicodeScalars
        var index = scalars.startIndex
        while index < scalars.endIndex {
            let scalar = scalars[index]
            scalars.formIndex(after: &index)
            line.append(written(scalar, before, index < scalars.endIndex ? scalars[index] : nil))
            before = scalar
        }
    }

    private func written(_ scalar: Unicode.Scalar, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?) -> String {
        if let replacement = replacements[scalar] {
            return replacement
        }
        if let replacement = onEdges[scalar], !(before.isWord && after.isWord) {
            return replacement
        }
        return breaksAddresses && scalar == ":" && after == "/" ? "：" : String(scalar)
    }
}

/// A text that grows piece by piece, up to a limit.
private struct CutLine {
    private let limit: Int
    private var written = ""
    private var length = 0
    /// Bytes that stay before `…` should the text become too long.
    private var kept = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ piece: String) {
        // What would not be shown is not kept either.
        guard length <= limit else { return }
        length += piece.utf16.count
        written += piece
        if length < limit {
            kept = written.utf8.count
        }
    }

    var text: String {
        length <= limit ? written : String(decoding: written.utf8.prefix(kept), as: UTF8.self) + "…"
    }
}

extension Unicode.Scalar? {
    /// Whether it is a letter or a digit.
    fileprivate var isWord: Bool {
        self?.properties.isAlphabetic == true || self?.properties.numericType != nil
    }
}

/// One document of a YAML stream.
struct YAMLDocument: Hashable {
    /// The bytes from its directives, or its marker, to the next document.
    let range: Range<Int>
    /// Where what is behind its marker begins; nil for a document with directives.
    let content: Int?
    /// The line of the text, counted from 1, where `range` begins.
    let line: Int
}

/// Cuts a stream at its document markers, `---` and `...` at the beginning of a line (YAML 1.2.2 §9.1), which stand in no
/// scalar: one document that cannot be read then hides none of the others.
struct YAMLDocuments {
    private let bytes: [UInt8]
    private(set) var documents: [YAMLDocument] = []

    /// What has been seen of the document at hand.
    private var start: Int
    private var startLine = 1
    private var content: Int?
    private var hasMarker = false
    private var hasDirective = false
    private var hasContent = false

    init(_ bytes: [UInt8], from start: Int) {
        self.bytes = bytes
        self.start = start
        split()
    }

    private mutating func split() {
        var index = start
        var line = 1
        while index < bytes.count {
            let end = bytes[index...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            if isMarker(UInt8(ascii: "-"), at: index) {
                if hasMarker || hasContent {
                    close(at: index, line)
                }
                hasMarker = true
                content = index + 3
                hasContent = hasContent || !isBlankOrComment(index + 3..<end)
            } else if isMarker(UInt8(ascii: "."), at: index) {
                close(at: index, line)
                (start, startLine) = (end, line + 1)
            } else if bytes[index] == UInt8(ascii: "%"), !hasMarker, !hasContent {
                hasDirective = true
            } else if !hasContent {
                hasContent = !isBlankOrComment(index..<end)
            }
            index = end
            line += 1
        }
        close(at: bytes.count, line)
    }

    /// Ends the document at hand before `end`, where the next one begins.
    private mutating func close(at end: Int, _ line: Int) {
        if hasContent || hasDirective {
            let content = hasDirective ? nil : content ?? start
            documents.append(YAMLDocument(range: start..<end, content: content, line: startLine))
        }
        (start, startLine, content) = (end, line, nil)
        (hasMarker, hasDirective, hasContent) = (false, false, false)
    }

    /// Whether three of `mark` stand at `index`, and then a blank or the end of the line.
    private func isMarker(_ mark: UInt8, at index: Int) -> Bool {
        guard bytes[index] == mark, index + 3 <= bytes.count, bytes[index + 1] == mark, bytes[index + 2] == mark else {
            return false
        }
        return index + 3 == bytes.count || Self.isBlank(bytes[index + 3])
    }

    private func isBlankOrComment(_ line: Range<Int>) -> Bool {
        let first = bytes[line].first { !Self.isBlank($0) }
        return first.map { $0 == UInt8(ascii: "#") } ?? true
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
}

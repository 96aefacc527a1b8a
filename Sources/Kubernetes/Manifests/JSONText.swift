/// A JSON text as it came, for looking up lines: the tape of a parsed document does not know where its values stood.
///
/// Nothing here recurses or validates: the text has been parsed before. A text that is not JSON gives wrong lines, never a
/// crash.
final class JSONText {
    let bytes: [UInt8]
    private let lines: LineIndex

    init(_ bytes: [UInt8], _ lines: LineIndex) {
        self.bytes = bytes
        self.lines = lines
    }

    /// The line of the first key of an object that begins at `offset`; of another value its own.
    func firstLine(ofValueAt offset: Int) -> Int {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{") else { return lines.line(at: offset) }
        let key = skipBlanks(from: offset + 1)
        return lines.line(at: key < bytes.count && bytes[key] == UInt8(ascii: "\"") ? key : offset)
    }

    /// The line of what a path leads to from the value at `offset`, or of the last thing on the way.
    func line(of path: [ObjectPath.TextStep], from offset: Int) -> Int {
        var offset = offset
        for step in path {
            guard let next = offsetOfValue(step, in: offset) else { break }
            offset = next
        }
        return lines.line(at: offset)
    }

    private func offsetOfValue(_ step: ObjectPath.TextStep, in offset: Int) -> Int? {
        switch step {
        case .key(let name): offsetOfValue(under: name, in: offset)
        case .element(let index):
            offsetOfElement(index, in: offset)
        }
    }

    /// Where the value under `key` of the object at `offset` begins; of duplicate keys the last counts.
    func offsetOfValue(under key: String, in offset: Int) -> Int? {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "{") else { return nil }
        let name = Array(key.utf8)
        var found: Int?
        var index = skipBlanks(from: offset + 1)
        while index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
            let end = endOfString(from: index)
            let colon = skipBlanks(from: end)
            guard colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else { break }
            let value = skipBlanks(from: colon + 1)
            if isKey(index + 1..<max(end - 1, index + 1), name) {
                found = value
            }
            index = skipSeparator(from: endOfValue(from: value))
        }
        return found
    }

    private func offsetOfElement(_ index: Int, in offset: Int) -> Int? {
        var found: Int?
        var position = 0
        forEachElement(of: offset) { element in
            found = position == index ? element : found
            position += 1
            return position <= index
        }
        return found
    }

    /// Where the elements of the array at `offset` begin; none if there is no array.
    func offsetsOfElements(of offset: Int) -> [Int] {
        var offsets: [Int] = []
        forEachElement(of: offset) { element in
            offsets.append(element)
            return true
        }
        return offsets
    }

    private func forEachElement(of offset: Int, _ body: (Int) -> Bool) {
        guard offset < bytes.count, bytes[offset] == UInt8(ascii: "[") else { return }
        var index = skipBlanks(from: offset + 1)
        while index < bytes.count, bytes[index] != UInt8(ascii: "]"), body(index) {
            index = skipSeparator(from: endOfValue(from: index))
        }
    }
}

// MARK: - Tokens

extension JSONText {
    func skipBlanks(from index: Int) -> Int {
        var index = index
        while index < bytes.count, bytes[index] == 0x20 || bytes[index] >= 0x09 && bytes[index] <= 0x0D {
            index += 1
        }
        return index
    }

    /// Behind the comma behind a value, or at what ends its object or array.
    private func skipSeparator(from index: Int) -> Int {
        let separator = skipBlanks(from: index)
        guard separator < bytes.count, bytes[separator] == UInt8(ascii: ",") else { return separator }
        return skipBlanks(from: separator + 1)
    }

    /// Behind the closing quotation mark of the string at `index`.
    private func endOfString(from index: Int) -> Int {
        var index = index + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(index + 1, bytes.count)
    }

    /// Behind the value at `index`, and past it in any case.
    func endOfValue(from start: Int) -> Int {
        var index = start
        var depth = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index = endOfString(from: index)
                if depth == 0 {
                    return index
                }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth <= 0 {
                    // Of a number or word this is the end of what is around it.
                    return depth == 0 || index == start ? index + 1 : index
                }
            case UInt8(ascii: ","), 0x20, 0x09...0x0D:
                if depth == 0 {
                    return max(index, start + 1)
                }
            default: break
            }
            index += 1
        }
        return bytes.count
    }

    /// Whether the text within a key's quotation marks spells `name`.
    private func isKey(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        let key = bytes[range]
        guard key.contains(UInt8(ascii: "\\")) else { return key.elementsEqual(name) }
        return JSONEscapes.undone(in: key) == String(decoding: name, as: UTF8.self)
    }
}

/// Writes one JSON document into a buffer of its own, without a tree in between: the constant parts as they stand in the
/// source, the strings escaped.
package struct JSONWriter: ~Copyable {
    /// `capacity` bytes, of which the first `count` are written. Allocated and freed by this value alone, which nobody can
    /// copy, and lent to nobody beyond a call.
    private var base: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Bytes that have been written so far.
    package private(set) var count = 0

    /// - Parameter capacity: bytes to reserve, when the size of the document can be guessed.
    package init(capacity: Int = 256) {
        self.capacity = max(capacity, 16)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deallocate()
    }

    /// What has been written so far.
    package var bytes: [UInt8] {
        Array(UnsafeBufferPointer(start: base, count: count))
    }

    /// What has been written so far, for a parser to read without another copy.
    package var document: [UInt8] {
        var document: [UInt8] = []
        document.reserveCapacity(count + JSONParser.padding)
        document.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
        return document
    }

    /// The same as text.
    package var text: String {
        String(decoding: UnsafeBufferPointer(start: base, count: count), as: UTF8.self)
    }

    /// Appends a constant part of the document.
    package mutating func literal(_ json: StaticString) {
        // A static string lends its own bytes.
        append(UnsafeBufferPointer(start: json.utf8Start, count: json.utf8CodeUnitCount))
    }

    /// Appends a number in the spelling of JSON.
    package mutating func number(_ digits: String) {
        var digits = digits
        digits.withUTF8 { append($0) }
    }

    /// Appends a string with its quotation marks.
    package mutating func string(_ value: String) {
        // A native string lends its own bytes for the length of the call; any other is made one first.
        guard value.utf8.withContiguousStorageIfAvailable({ quote($0) }) == nil else { return }
        var copy = value
        copy.withUTF8 { quote($0) }
    }

    /// Appends a string of another document with its quotation marks.
    package mutating func string(_ value: JSONString) {
        value.withBytes { quote($0) }
    }

    /// Appends a string of another document with its quotation marks, cut at a character's end to `limit` bytes.
    package mutating func string(_ value: JSONString, upTo limit: Int) {
        guard value.count > limit else { return string(value) }
        value.withBytes { bytes in
            var end = limit
            // The bytes of a character behind its first are 10xxxxxx.
            while end > 0, bytes[end] & 0xC0 == 0x80 {
                end -= 1
            }
            quote(UnsafeBufferPointer(rebasing: bytes[..<end]))
        }
    }

    private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
        reserve(text.count + 2)
        append(UInt8(ascii: "\""))
        escape(text)
        append(UInt8(ascii: "\""))
    }

    /// Appends text as RFC 8259 §7 wants it: quotation mark, reverse solidus and the controls escaped, the rest as is.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var rest = text
        while let index = JSONEscape.first(in: rest) {
            append(UnsafeBufferPointer(rebasing: rest[..<index]))
            append(escaped: rest[index])
            rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
        }
        append(rest)
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case 0x22: literal(#"\""#)
        case 0x5C: literal(#"\\"#)
        case 0x0A: literal(#"\n"#)
        case 0x0D: literal(#"\r"#)
        case 0x09: literal(#"\t"#)
        default:
            literal(#"\u00"#)
            append(JSONEscape.hexadecimal(byte >> 4))
            append(JSONEscape.hexadecimal(byte & 0xF))
        }
    }
}

// MARK: - The buffer

extension JSONWriter {
    private mutating func append(_ byte: UInt8) {
        reserve(1)
        base[count] = byte
        count += 1
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let source = bytes.baseAddress else { return }
        reserve(bytes.count)
        // Room for them was just made, and they lie elsewhere: nobody else has this buffer.
        (base + count).initialize(from: source, count: bytes.count)
        count += bytes.count
    }

    /// Makes room for `more` bytes.
    private mutating func reserve(_ more: Int) {
        guard capacity - count < more else { return }
        capacity = max(capacity * 2, count + more)
        let grown = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        // The first `count` bytes of both buffers exist, and they are two.
        grown.initialize(from: base, count: count)
        base.deallocate()
        base = grown
    }
}

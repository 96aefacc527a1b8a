/// Writes one JSON document into bytes, without a tree in between: the constant parts as they stand in the source, the
/// strings escaped.
package struct JSONWriter {
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: bytes to reserve, when the size of the document can be guessed.
    package init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends a constant part of the document.
    package mutating func literal(_ json: StaticString) {
        // A static string lends its own bytes.
        json.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func integer(_ value: Int) {
        var digits = String(value)
        // A native string lends its own bytes for the length of the call.
        digits.withUTF8 { bytes.append(contentsOf: $0) }
    }

    /// Appends a string with its quotation marks.
    package mutating func string(_ value: String) {
        var value = value
        bytes.append(UInt8(ascii: "\""))
        // A native string lends its own bytes for the length of the call.
        value.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends a string of another document with its quotation marks.
    package mutating func string(_ value: JSONString) {
        bytes.append(UInt8(ascii: "\""))
        value.withBytes { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Appends text as RFC 8259 §7 wants it: quotation mark, reverse solidus and the controls escaped, the rest as is.
    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        var rest = text
        while let index = Self.firstToEscape(rest) {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<index]))
            append(escaped: rest[index])
            rest = UnsafeBufferPointer(rebasing: rest[(index + 1)...])
        }
        bytes.append(contentsOf: rest)
    }

    /// The first byte that cannot stand in a string as it is; eight are looked at together.
    private static func firstToEscape(_ text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = text.baseAddress else { return nil }
        var index = 0
        // Eight bytes from `index` on lie inside the buffer.
        while index + 8 <= text.count,
            !needsEscape(UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
        {
            index += 8
        }
        while index < text.count {
            if text[index] < 0x20 || text[index] == 0x22 || text[index] == 0x5C {
                return index
            }
            index += 1
        }
        return nil
    }

    /// Whether one of eight bytes is below 0x20, or a quotation mark, or a reverse solidus: in each lane the subtraction
    /// borrows into the top bit exactly if the byte is smaller (Sean Anderson, "Bit Twiddling Hacks", haszero and hasless).
    private static func needsEscape(_ bytes: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = bytes ^ (ones &* 0x22)
        let solidus = bytes ^ (ones &* 0x5C)
        let control = (bytes &- ones &* 0x20) & ~bytes
        return (control | (quote &- ones) & ~quote | (solidus &- ones) & ~solidus) & (ones &* 0x80) != 0
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
            bytes.append(Self.hexadecimal(byte >> 4))
            bytes.append(Self.hexadecimal(byte & 0xF))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

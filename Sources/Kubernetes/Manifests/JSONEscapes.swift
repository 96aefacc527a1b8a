/// What the escapes of a JSON string stand for (RFC 8259 §7).
enum JSONEscapes {
    /// The text of a string that stands in a valid document, without its quotation marks.
    static func undone(in string: ArraySlice<UInt8>) -> String {
        // UTF-16, because a character beyond the first 65,536 is escaped as its two surrogates.
        var units: [UInt16] = []
        var rest = string
        while let solidus = rest.firstIndex(of: UInt8(ascii: "\\")), solidus + 1 < rest.endIndex {
            units.append(contentsOf: String(decoding: rest[..<solidus], as: UTF8.self).utf16)
            var next = solidus + 2
            switch rest[solidus + 1] {
            case UInt8(ascii: "b"): units.append(0x08)
            case UInt8(ascii: "f"): units.append(0x0C)
            case UInt8(ascii: "n"): units.append(0x0A)
            case UInt8(ascii: "r"): units.append(0x0D)
            case UInt8(ascii: "t"): units.append(0x09)
            case UInt8(ascii: "u"):
                let digits = rest[next...].prefix(4)
                units.append(UInt16(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xFFFD)
                next = digits.endIndex
            case let byte: units.append(UInt16(byte))
            }
            rest = rest[next...]
        }
        units.append(contentsOf: String(decoding: rest, as: UTF8.self).utf16)
        return String(decoding: units, as: UTF16.self)
    }
}

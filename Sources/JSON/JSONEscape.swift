/// What cannot stand in a JSON string as it is.
enum JSONEscape {
    /// The first byte of `text` that must be escaped; eight are looked at together.
    static func first(in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = text.baseAddress else { return nil }
        var index = 0
        // Eight bytes from `index` on lie inside the buffer.
        while index + 8 <= text.count,
            !hasOne(UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
        {
            index += 8
        }
        if index > 0, index + 8 > text.count,
            !hasOne(UnsafeRawPointer(base + text.count - 8).loadUnaligned(as: UInt64.self))
        {
            // Nor is there one in the last eight, some of which were looked at before.
            return nil
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
    private static func hasOne(_ bytes: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quote = bytes ^ (ones &* 0x22)
        let solidus = bytes ^ (ones &* 0x5C)
        let control = (bytes &- ones &* 0x20) & ~bytes
        return (control | (quote &- ones) & ~quote | (solidus &- ones) & ~solidus) & (ones &* 0x80) != 0
    }

    static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

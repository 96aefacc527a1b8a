/// Classes of bytes of RFC 9110 §5 and RFC 9112, and pieces of lines that consist of them. Every buffer is lent by the caller
/// for the length of a call, and every piece lies inside the buffer it is cut from.
enum HTTPSyntax {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    /// A byte of a method or a field name: RFC 9110 `tchar`.
    static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E, 0x5F, 0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// A byte of a field value: everything but controls, with the tabulator.
    static func isFieldText(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != 0x7F || byte == 0x09
    }

    /// A byte of a request target: what prints in ASCII, without the space.
    static func isTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09
    }

    static func hexadecimal(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// How many bytes from `start` on are of one class.
    @inline(__always)
    static func count(of bytes: Bytes, from start: Int = 0, while isOfClass: (UInt8) -> Bool) -> Int {
        var end = start
        while end < bytes.count, isOfClass(bytes[end]) {
            end += 1
        }
        return end - start
    }

    /// The bytes of a range.
    static func piece(of bytes: Bytes, _ range: Range<Int>) -> Bytes {
        Bytes(rebasing: bytes[range])
    }

    /// Text without the blanks at either end.
    static func trimmed(_ text: Bytes) -> Bytes {
        let start = count(of: text, while: isBlank)
        var end = text.count
        while end > start, isBlank(text[end - 1]) {
            end -= 1
        }
        return piece(of: text, start..<end)
    }

    /// Whether text is `word`, which is given in lower case, letter case apart.
    static func isEqual(_ text: Bytes, _ word: StaticString) -> Bool {
        guard text.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<text.count {
            let byte = text[index]
            // A static string lends its own bytes, as many as were just compared.
            guard word.utf8Start[index] == (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) else { return false }
        }
        return true
    }

    static func string(_ text: Bytes) -> String {
        String(decoding: text, as: UTF8.self)
    }
}

/// One line of a log as JSON (RFC 8259), built field by field.
package struct LogLine {
    package private(set) var bytes: [UInt8]

    init() {
        bytes = [UInt8(ascii: "{")]
        bytes.reserveCapacity(512)
    }

    package mutating func field(_ key: StaticString, _ value: String) {
        begin(key)
        string(value)
    }

    package mutating func field(_ key: StaticString, _ value: Bool) {
        begin(key)
        bytes.append(contentsOf: (value ? "true" : "false").utf8)
    }

    package mutating func field(_ key: StaticString, _ value: Int) {
        begin(key)
        bytes.append(contentsOf: String(value).utf8)
    }

    package mutating func field(_ key: StaticString, _ values: [String]) {
        begin(key)
        bytes.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 {
                bytes.append(UInt8(ascii: ","))
            }
            string(value)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func field(named key: String, _ value: String) {
        separate()
        string(key)
        bytes.append(UInt8(ascii: ":"))
        string(value)
    }

    mutating func end() {
        bytes.append(contentsOf: "}\n".utf8)
    }

    private mutating func begin(_ key: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        key.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: "\":".utf8)
    }

    private mutating func separate() {
        if bytes.count > 1 {
            bytes.append(UInt8(ascii: ","))
        }
    }

    /// A string with what RFC 8259 §7 wants escaped.
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            } else if byte < 0x20 {
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: "\\u00\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            } else {
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

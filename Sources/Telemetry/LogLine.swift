/// Fields of one log line as JSON (RFC 8259), one behind the other.
struct LogLine {
    private(set) var bytes: [UInt8] = []

    /// Bytes of memory that an empty line keeps for the next: a denial takes about 500.
    private static let retainedCapacity = 2 << 10

    /// Empties the line.
    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.retainedCapacity)
    }

    mutating func field(_ key: String, _ value: String) {
        separate()
        string(key)
        bytes.append(UInt8(ascii: ":"))
        string(value)
    }

    /// Appends fields that are encoded already, if any.
    mutating func fields(_ json: [UInt8]) {
        guard !json.isEmpty else { return }
        separate()
        bytes.append(contentsOf: json)
    }

    /// The same from a text, if it is not empty.
    mutating func fields(_ json: String) {
        guard !json.isEmpty else { return }
        separate()
        bytes.append(contentsOf: json.utf8)
    }

    private mutating func separate() {
        if !bytes.isEmpty {
            bytes.append(UInt8(ascii: ","))
        }
    }

    /// A string as RFC 8259 §7 wants it.
    private mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x22 || $0 == 0x5C }) {
            for byte in text.utf8 {
                append(escaped: byte)
            }
        } else {
            bytes.append(contentsOf: text.utf8)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(escaped byte: UInt8) {
        switch byte {
        case 0x22, 0x5C:
            bytes.append(0x5C)
            bytes.append(byte)
        case ..<0x20:
            bytes.append(contentsOf: "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8)
        default: bytes.append(byte)
        }
    }
}

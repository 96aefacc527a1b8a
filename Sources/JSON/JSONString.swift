import Glibc

/// The unescaped UTF-8 bytes of a JSON string or key, lent by a parser for the length of `withDocument`.
package struct JSONString {
    /// `count` bytes of simdjson's string buffer, which lives until the parser reads its next document.
    private let base: UnsafePointer<UInt8>
    package let count: Int

    init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
    }

    package var isEmpty: Bool { count == 0 }

    /// Bytes of a stranger's text that is kept to be compared. Swift compares and hashes strings by their canonical form,
    /// which takes time with the square of a row of combining marks; nothing that Kubernetes takes is as long.
    private static let comparedLength = 512

    /// A copy that outlives the document and may be compared, cut at `comparedLength`.
    package var comparable: String { String(self, upTo: Self.comparedLength) }

    /// Calls `body` with the bytes, which must not leave it.
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    package func hasPrefix(_ prefix: StaticString) -> Bool {
        // Both pointers are good for that many bytes: a static string's by definition, ours by the first condition.
        count >= prefix.utf8CodeUnitCount && memcmp(base, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
    }

    package func hasPrefix(_ prefix: JSONKey) -> Bool {
        count >= prefix.bytes.count && starts(with: prefix)
    }

    package static func == (left: JSONString, right: StaticString) -> Bool {
        left.count == right.utf8CodeUnitCount && left.hasPrefix(right)
    }

    package static func == (left: JSONString, right: JSONString) -> Bool {
        // Equal counts, each the length of its own buffer.
        left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    package static func == (left: JSONString, right: JSONKey) -> Bool {
        left.count == right.bytes.count && left.starts(with: right)
    }

    /// Whether the text is that of `string`. No operator: a literal beside `==` would be taken for a `String`.
    package func isEqual(to string: String) -> Bool {
        var string = string
        // A native string lends its own storage, which is good while the closure runs, for as many bytes as compared.
        return string.withUTF8 { text in
            count == text.count && (text.baseAddress.map { memcmp(base, $0, text.count) == 0 } ?? true)
        }
    }

    /// Whether this is `prefix` and behind it `suffix`.
    func isConcatenation(_ prefix: JSONKey, _ suffix: JSONString) -> Bool {
        // Compares the first prefix.bytes.count bytes, then the suffix.count that are left.
        count == prefix.bytes.count + suffix.count && starts(with: prefix)
            && memcmp(base + prefix.bytes.count, suffix.base, suffix.count) == 0
    }

    /// Whether the key stands at the beginning; the string is no shorter.
    private func starts(with key: JSONKey) -> Bool {
        // The array's storage is good for key.bytes.count bytes while the closure runs, ours for as many.
        key.bytes.withUnsafeBufferPointer { bytes in
            bytes.baseAddress.map { memcmp(base, $0, bytes.count) == 0 } ?? true
        }
    }
}

extension String {
    /// A copy that outlives the document.
    package init(_ string: JSONString) {
        self = string.withBytes { String(decoding: $0, as: UTF8.self) }
    }

    /// A copy of the first `count` bytes. A character that is cut through becomes U+FFFD.
    package init(_ string: JSONString, upTo count: Int) {
        self = string.withBytes { String(decoding: $0.prefix(count), as: UTF8.self) }
    }
}

/// A key to look up in objects, its bytes laid out once. Equal keys have equal bytes, whatever Unicode says.
package struct JSONKey: Hashable, Sendable {
    let bytes: [UInt8]

    package init(_ key: String) {
        bytes = Array(key.utf8)
    }

    /// A copy that outlives the document.
    package init(_ key: JSONString) {
        bytes = key.withBytes { Array($0) }
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

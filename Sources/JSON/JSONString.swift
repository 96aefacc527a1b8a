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

    /// Calls `body` with the bytes, which must not leave it.
    package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        try body(UnsafeBufferPointer(start: base, count: count))
    }

    package func hasPrefix(_ prefix: StaticString) -> Bool {
        // Both pointers are good for prefix.utf8CodeUnitCount bytes: a static string's by definition, ours by the check.
        count >= prefix.utf8CodeUnitCount && memcmp(base, prefix.utf8Start, prefix.utf8CodeUnitCount) == 0
    }

    package static func == (left: JSONString, right: StaticString) -> Bool {
        left.count == right.utf8CodeUnitCount && left.hasPrefix(right)
    }

    package static func == (left: JSONString, right: JSONString) -> Bool {
        // Equal counts, each the length of its own buffer.
        left.count == right.count && memcmp(left.base, right.base, left.count) == 0
    }

    package static func == (left: JSONString, right: JSONKey) -> Bool {
        // The array's storage is good for right.bytes.count bytes while the closure runs, ours for as many by the check.
        left.count == right.bytes.count
            && right.bytes.withUnsafeBufferPointer { key in
                key.baseAddress.map { memcmp(left.base, $0, left.count) == 0 } ?? true
            }
    }
}

extension String {
    /// A copy that outlives the document.
    package init(_ string: JSONString) {
        self = string.withBytes { String(decoding: $0, as: UTF8.self) }
    }
}

/// A key to look up in objects, its bytes laid out once.
package struct JSONKey: Hashable, Sendable {
    let bytes: [UInt8]

    package init(_ key: String) {
        bytes = Array(key.utf8)
    }
}

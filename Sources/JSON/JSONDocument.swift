import CSimdJSON
import Glibc

/// A parsed document, lent by a parser for the length of `withDocument`.
package struct JSONDocument {
    package let root: JSONValue
    /// The document as it came.
    private let bytes: [UInt8]

    init(root: JSONValue, bytes: [UInt8]) {
        self.root = root
        self.bytes = bytes
    }

    /// Whether any string of the document, key or value, starts with `prefix` once its escapes are undone. May be true
    /// for a document that has it elsewhere; never false for one that has it.
    package func mayContainString(withPrefix prefix: StaticString) -> Bool {
        let (appears, isEscaped) = bytes.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress else { return (false, false) }
            // Both look at the array's own bytes, and at the static string's.
            let found = csimdjson_contains(base, bytes.count, prefix.utf8Start, prefix.utf8CodeUnitCount) != 0
            return (found, !found && memchr(base, Int32(UInt8(ascii: "\\")), bytes.count) != nil)
        }
        // Without a single escape in the document, what does not appear is not there.
        return appears || isEscaped && root.containsString(withPrefix: prefix)
    }
}

import Glibc

/// The header fields of one request, in order. Names are in lower case, values without white space at either end.
///
/// All text stands in one array, cut by a second one, so that a request costs two allocations and no strings but those
/// that somebody asks for.
package struct HeaderFields: Sendable {
    private struct Entry {
        let start: Int32
        let nameEnd: Int32
        let end: Int32
    }

    private var text: [UInt8] = []
    private var entries: [Entry] = []

    package init() {}

    /// Fields for tests and for callers that have them as text.
    package init(_ fields: [(name: String, value: String)]) {
        for (name, value) in fields {
            var (name, value) = (name, value)
            // Native strings lend their own bytes for the length of the call.
            name.withUTF8 { name in value.withUTF8 { append(name: name, value: $0) } }
        }
    }

    package var count: Int { entries.count }

    /// The value of the first field called `name`, which is given in lower case; nil if there is none.
    package subscript(name: StaticString) -> String? {
        withValue(of: name) { HTTPSyntax.string($0) }
    }

    /// Whether the first field called `content-type` is this media type, whatever its letter case and parameters.
    package func isContentType(_ type: StaticString) -> Bool {
        withValue(of: "content-type") { value in
            let essence = HTTPSyntax.count(of: value) { $0 != UInt8(ascii: ";") }
            return HTTPSyntax.isEqual(HTTPSyntax.trimmed(HTTPSyntax.piece(of: value, 0..<essence)), type)
        } ?? false
    }

    private func withValue<Result>(of name: StaticString, _ body: (HTTPSyntax.Bytes) -> Result) -> Result? {
        text.withUnsafeBufferPointer { text in
            for entry in entries {
                let (start, nameEnd, end) = (Int(entry.start), Int(entry.nameEnd), Int(entry.end))
                // The offsets were counts of the array at some time, so they lie inside it.
                if HTTPSyntax.isEqual(HTTPSyntax.piece(of: text, start..<nameEnd), name) {
                    return body(HTTPSyntax.piece(of: text, nameEnd..<end))
                }
            }
            return nil
        }
    }

    mutating func append(name: HTTPSyntax.Bytes, value: HTTPSyntax.Bytes) {
        if entries.isEmpty {
            // The API server's requests have about 8 fields and 200 bytes of them.
            text.reserveCapacity(512)
            entries.reserveCapacity(12)
        }
        let start = text.count
        for byte in name {
            text.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        }
        let nameEnd = text.count
        text.append(contentsOf: value)
        // Heads are bounded far below 2^31 bytes.
        entries.append(Entry(start: Int32(start), nameEnd: Int32(nameEnd), end: Int32(text.count)))
    }
}

/// The header fields of one request, in order. Names are in lower case, values without white space at either end.
///
/// All text stands in one array, cut by a second one, so that a request costs two allocations and no strings but those
/// that somebody asks for.
package struct HeaderFields: Sendable {
    private struct Entry {
        let start: Int
        let nameEnd: Int
        let end: Int
    }

    private var text: [UInt8] = []
    private var entries: [Entry] = []

    package init() {}

    /// Fields for tests and for callers that have them as text.
    package init(_ fields: [(name: String, value: String)]) {
        for (name, value) in fields {
            append(name: name.utf8, value: value.utf8)
        }
    }

    package var count: Int { entries.count }

    /// The value of the first field called `name`, which is given in lower case; nil if there is none.
    package subscript(name: StaticString) -> String? {
        value(of: name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the first field called `content-type` is this media type, whatever its letter case and parameters.
    package func isContentType(_ type: StaticString) -> Bool {
        guard let value = value(of: "content-type") else { return false }
        let essence = value.prefix { $0 != UInt8(ascii: ";") }
        return HTTPSyntax.isEqual(HTTPSyntax.trimmed(essence), type)
    }

    private func value(of name: StaticString) -> ArraySlice<UInt8>? {
        for entry in entries where HTTPSyntax.isEqual(text[entry.start..<entry.nameEnd], name) {
            return text[entry.nameEnd..<entry.end]
        }
        return nil
    }

    package mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
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
        entries.append(Entry(start: start, nameEnd: nameEnd, end: text.count))
    }
}

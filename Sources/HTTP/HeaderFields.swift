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
        entries.first { isNamed($0, name) }.map { String(decoding: text[$0.nameEnd..<$0.end], as: UTF8.self) }
    }

    /// How many fields are called `name`, which is given in lower case.
    package func count(of name: StaticString) -> Int {
        entries.count { isNamed($0, name) }
    }

    package mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        if entries.isEmpty {
            // The API server's requests have about 8 fields and 200 bytes of them.
            text.reserveCapacity(512)
            entries.reserveCapacity(12)
        }
        let start = text.count
        for byte in name {
            text.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
        }
        let nameEnd = text.count
        text.append(contentsOf: value)
        entries.append(Entry(start: start, nameEnd: nameEnd, end: text.count))
    }

    private func isNamed(_ entry: Entry, _ name: StaticString) -> Bool {
        guard entry.nameEnd - entry.start == name.utf8CodeUnitCount else { return false }
        return name.withUTF8Buffer { $0.elementsEqual(text[entry.start..<entry.nameEnd]) }
    }
}

import JSON

/// Parses `text` with a parser of its own and lends the document's value.
func withRoot<Result>(_ text: String, _ body: (JSONValue) throws -> Result) throws -> Result {
    try JSONParser(maximumDepth: 128).withDocument(Array(text.utf8)) { try body($0.root) }
}

/// The keys of an object with their values, each written as `key=value`, in order.
func fieldsWritten(_ object: JSONValue) -> [String] {
    var written: [String] = []
    object.forEachField { key, value in written.append("\(String(key))=\(value.integer ?? -1)") }
    return written
}

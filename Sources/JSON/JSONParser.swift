import CSimdJSON

/// Why bytes are not a JSON document that can be read.
package enum JSONError: Error, Equatable {
    /// Not JSON; `reason` is simdjson's sentence.
    case malformed(reason: String)
    /// Objects and arrays nest deeper than the parser was told to follow.
    case tooDeep(limit: Int)
    /// The parser could not get the memory for a document of this many bytes.
    case outOfMemory(bytes: Int)
}

extension JSONError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformed(let reason): "not JSON: \(reason)"
        case .tooDeep(let limit): "JSON that nests deeper than \(limit) levels"
        case .outOfMemory(let bytes): "JSON of \(bytes) bytes, for which there is no memory"
        }
    }
}

/// Reads JSON documents one after another through buffers it keeps. Confined to one thread.
///
/// The document is validated whole (grammar, UTF-8) and laid out on simdjson's tape without recursion, so depth costs
/// heap, never stack.
package final class JSONParser {
    /// Bytes that `withDocument` likes to find allocated behind a document; without them it copies the document once.
    package static let padding = Int(CSIMDJSON_PADDING)

    /// The longest document, in bytes, that the present buffers hold.
    var capacity: Int { parser.map { csimdjson_capacity($0) } ?? 0 }

    private var parser: OpaquePointer?
    private let maximumDepth: Int
    private let retainedCapacity: Int

    /// - Parameters:
    ///   - maximumDepth: levels of objects and arrays beyond which a document is refused; an empty one is no level.
    ///   - retainedCapacity: document length, in bytes, whose buffers are kept for the next document; those of a longer
    ///     one (about 20 times its length) go back to the system at once.
    package init(maximumDepth: Int, retainedCapacity: Int = 256 * 1024) {
        self.maximumDepth = maximumDepth
        self.retainedCapacity = retainedCapacity
    }

    deinit {
        csimdjson_parser_free(parser)
    }

    /// Parses `bytes` and lends the document to `body`.
    ///
    /// No `JSONValue` or `JSONString` may leave `body`: they point into buffers that the next document overwrites.
    package func withDocument<Result>(_ bytes: [UInt8], _ body: (JSONDocument) throws -> Result) throws -> Result {
        defer { shrink() }
        let root: JSONValue
        do {
            root = try parse(bytes)
        } catch JSONError.malformed where NumberSpelling.hasLongInteger(bytes) {
            root = try parse(NumberSpelling.respelled(bytes))
        }
        return try body(JSONDocument(root: root, bytes: bytes))
    }

    private func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        if parser == nil {
            parser = csimdjson_parser_new(maximumDepth)
        }
        guard let parser else { throw .outOfMemory(bytes: bytes.count) }
        switch parse(padded: bytes, with: parser) {
        case CSIMDJSON_OK: break
        case CSIMDJSON_TOO_DEEP: throw .tooDeep(limit: maximumDepth)
        case CSIMDJSON_OUT_OF_MEMORY: throw .outOfMemory(bytes: bytes.count)
        default: throw .malformed(reason: String(cString: csimdjson_failure(parser)))
        }
        guard let tape = csimdjson_tape(parser), let strings = csimdjson_strings(parser) else {
            throw .outOfMemory(bytes: bytes.count)
        }
        // Word 0 of the tape is its own root marker; the document's value follows.
        return JSONValue(tape: tape, strings: strings, index: 1)
    }

    private func parse(padded bytes: [UInt8], with parser: OpaquePointer) -> csimdjson_result {
        guard bytes.capacity - bytes.count >= Self.padding else {
            var copy: [UInt8] = []
            copy.reserveCapacity(bytes.count + Self.padding)
            copy.append(contentsOf: bytes)
            return parse(padded: copy, with: parser)
        }
        // simdjson reads up to `padding` bytes past the end and ignores them: they lie inside the array's allocation,
        // as its capacity has just shown.
        return bytes.withUnsafeBufferPointer { csimdjson_parse(parser, $0.baseAddress, $0.count) }
    }

    private func shrink() {
        guard capacity > retainedCapacity else { return }
        csimdjson_parser_free(parser)
        parser = nil
    }
}

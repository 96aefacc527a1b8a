/// What a value is, in the words of RFC 8259; integers are told from other numbers.
package enum JSONKind {
    case object
    case array
    case string
    case integer
    case number
    case bool
    case null
}

/// A place in a parsed document, lent by a parser for the length of `withDocument`.
///
/// Looking something up walks simdjson's tape (its doc/tape.md) and steps over objects and arrays in one stride, so only
/// what is asked for is read and nothing is copied. A value of another kind than the one asked for answers nil.
package struct JSONValue {
    /// The tape and string buffer of the last document, which live until the parser reads its next one. Every index
    /// that this type follows was written by simdjson for the same document.
    private let tape: UnsafePointer<UInt64>
    private let strings: UnsafePointer<UInt8>
    private let index: Int

    /// What tells this value from every other of its document.
    package var position: Int { index }

    init(tape: UnsafePointer<UInt64>, strings: UnsafePointer<UInt8>, index: Int) {
        self.tape = tape
        self.strings = strings
        self.index = index
    }

    package var kind: JSONKind {
        switch tag {
        case Tag.object: .object
        case Tag.array: .array
        case Tag.string: .string
        case Tag.signed, Tag.unsigned: .integer
        case Tag.double: .number
        case Tag.true, Tag.false: .bool
        default: .null
        }
    }

    package var string: JSONString? {
        tag == Tag.string ? text(at: index) : nil
    }

    package var bool: Bool? {
        switch tag {
        case Tag.true: true
        case Tag.false: false
        default: nil
        }
    }

    /// The value of an integer that fits; integers of 2^63 and more answer nil here and a number below.
    package var integer: Int64? {
        tag == Tag.signed ? Int64(bitPattern: tape[index + 1]) : nil
    }

    /// The value of any number, rounded as Go's float64 would be.
    package var number: Double? {
        switch tag {
        case Tag.signed: Double(Int64(bitPattern: tape[index + 1]))
        case Tag.unsigned: Double(tape[index + 1])
        case Tag.double: Double(bitPattern: tape[index + 1])
        default: nil
        }
    }

    /// The value under `key` of an object; of duplicate keys the last, as Go's decoder has it.
    package func field(_ key: StaticString) -> JSONValue? {
        lastField { $0 == key }
    }

    /// The value under `key` of an object; of duplicate keys the last, as Go's decoder has it.
    package func field(_ key: JSONKey) -> JSONValue? {
        lastField { $0 == key }
    }

    /// The value under the key that is `prefix` and behind it `suffix`; of duplicate keys the last.
    package func field(_ prefix: JSONKey, _ suffix: JSONString) -> JSONValue? {
        lastField { $0.isConcatenation(prefix, suffix) }
    }

    @inline(__always)
    private func lastField(where matches: (JSONString) -> Bool) -> JSONValue? {
        var found: JSONValue?
        eachEntry { key, value in
            if matches(key) {
                found = value
            }
        }
        return found
    }

    /// How many entries an object or a list has, duplicates included, counted up to 0xFFFFFF (bits 32 to 55 of the opening
    /// word); 0 for another value.
    package var count: Int {
        tag == Tag.object || tag == Tag.array ? Int(tape[index] >> 32 & 0xFF_FFFF) : 0
    }

    /// Calls `body` for each key of an object with its value, in order, duplicates included: whoever keeps what came last
    /// has the last, as Go's decoder has it. One pass serves several keys.
    package func forEachEntry(_ body: (JSONString, JSONValue) -> Void) {
        eachEntry(body)
    }

    /// The keys of an object with their values, in order; of duplicate keys only the last.
    package var fields: Fields { Fields(self) }

    /// Calls `body` for each of `fields`.
    package func forEachField(_ body: (JSONString, JSONValue) throws -> Void) rethrows {
        var fields = fields
        while let (key, value) = fields.next() {
            try body(key, value)
        }
    }

    /// The elements of an array, in order.
    package var elements: Elements { Elements(self) }

    /// Calls `body` for each of `elements`.
    package func forEachElement(_ body: (JSONValue) throws -> Void) rethrows {
        var elements = elements
        while let element = elements.next() {
            try body(element)
        }
    }

    /// Whether this value or anything inside it is an object with a key that starts with `prefix`, or holds a string
    /// that does: one pass over the tape, without telling keys from values, and without following any structure.
    package func containsString(withPrefix prefix: StaticString) -> Bool {
        let end = indexAfter
        var index = index
        while index < end {
            let value = at(index)
            switch value.tag {
            case Tag.string:
                if text(at: index).hasPrefix(prefix) {
                    return true
                }
                index += 1
            case Tag.signed, Tag.unsigned, Tag.double: index += 2
            default: index += 1
            }
        }
        return false
    }
}

// MARK: - The tape

extension JSONValue {
    /// The top byte of a tape word: what stands there.
    private enum Tag {
        static let object = UInt8(ascii: "{")
        static let array = UInt8(ascii: "[")
        static let string = UInt8(ascii: "\"")
        static let signed = UInt8(ascii: "l")
        static let unsigned = UInt8(ascii: "u")
        static let double = UInt8(ascii: "d")
        static let `true` = UInt8(ascii: "t")
        static let `false` = UInt8(ascii: "f")
    }

    private var tag: UInt8 {
        UInt8(truncatingIfNeeded: tape[index] >> 56)
    }

    private func at(_ index: Int) -> JSONValue {
        JSONValue(tape: tape, strings: strings, index: index)
    }

    /// For an object or array: the index behind its closing word (the low 32 bits of the opening one).
    private var endOfContainer: Int {
        Int(UInt32(truncatingIfNeeded: tape[index]))
    }

    private var indexAfter: Int {
        switch tag {
        case Tag.object, Tag.array: endOfContainer
        case Tag.signed, Tag.unsigned, Tag.double: index + 2
        default: index + 1
        }
    }

    /// The string whose tape word stands at `index`: its payload is an offset into the buffer, where four bytes of
    /// length, little-endian, precede the text.
    private func text(at index: Int) -> JSONString {
        let entry = strings + Int(tape[index] & 0x00FF_FFFF_FFFF_FFFF)
        // simdjson wrote four bytes of length here, without alignment.
        let count = UnsafeRawPointer(entry).loadUnaligned(as: UInt32.self)
        return JSONString(base: entry + 4, count: Int(count))
    }

    /// Walks all entries of an object, duplicates included.
    @inline(__always)
    private func eachEntry(_ body: (JSONString, JSONValue) throws -> Void) rethrows {
        guard tag == Tag.object else { return }
        let end = endOfContainer - 1
        var key = index + 1
        while key < end {
            let value = at(key + 1)
            try body(text(at: key), value)
            key = value.indexAfter
        }
    }
}

// MARK: - Iteration

extension JSONValue {
    /// The elements of an array; none of another value. Lent like the value.
    package struct Elements {
        private var upcoming: JSONValue
        private let end: Int

        fileprivate init(_ array: JSONValue) {
            end = array.tag == Tag.array ? array.endOfContainer - 1 : 0
            upcoming = array.at(array.index + 1)
        }

        package mutating func next() -> JSONValue? {
            guard upcoming.index < end else { return nil }
            defer { upcoming = upcoming.at(upcoming.indexAfter) }
            return upcoming
        }
    }

    /// The fields of an object, of duplicate keys only the last; none of another value. Lent like the value.
    package struct Fields {
        private var key: JSONValue
        private let end: Int
        /// The position of the last value of each key, for objects of many keys. By bytes: strings that Swift holds to be
        /// equal, such as two spellings of é, are two keys.
        private let last: [LentKey: Int]?

        /// Comparing every key with those behind it is cheapest for the objects people write; hostile ones get a table.
        private static let fewKeys = 32

        fileprivate init(_ object: JSONValue) {
            let isObject = object.tag == Tag.object
            end = isObject ? object.endOfContainer - 1 : 0
            key = object.at(object.index + 1)
            last = isObject && object.count > Self.fewKeys ? object.lastEntries() : nil
        }

        package mutating func next() -> (key: JSONString, value: JSONValue)? {
            while key.index < end {
                let text = key.text(at: key.index)
                let value = key.at(key.index + 1)
                key = key.at(value.indexAfter)
                let isLast = last.map { $0[LentKey(text: text)] == value.index } ?? !isRepeated(text)
                if isLast {
                    return (text, value)
                }
            }
            return nil
        }

        /// Whether `text` stands again as a key of what is left.
        private func isRepeated(_ text: JSONString) -> Bool {
            var index = key.index
            while index < end {
                if key.text(at: index) == text {
                    return true
                }
                index = key.at(index + 1).indexAfter
            }
            return false
        }
    }

    /// A key where it stands in the document, lent like the value: a copy of each would cost more than all else.
    private struct LentKey: Hashable {
        let text: JSONString

        static func == (left: LentKey, right: LentKey) -> Bool {
            left.text == right.text
        }

        func hash(into hasher: inout Hasher) {
            // The hasher reads the bytes during the call.
            text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    /// The position of the last value of each key.
    private func lastEntries() -> [LentKey: Int] {
        var last: [LentKey: Int] = Dictionary(minimumCapacity: count)
        eachEntry { key, value in last[LentKey(text: key)] = value.index }
        return last
    }
}

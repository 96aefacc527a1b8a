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

    @inline(__always)
    private func lastField(where matches: (JSONString) -> Bool) -> JSONValue? {
        var found: JSONValue?
        eachEntry { key, value in
            if matches(key) {
                found = value
            }
            return true
        }
        return found
    }

    /// Calls `body` for each key of an object with its value, in order; of duplicate keys only for the last.
    package func forEachField(_ body: (JSONString, JSONValue) throws -> Void) rethrows {
        guard tag == Tag.object else { return }
        // Comparing every pair is cheapest for the objects people write; hostile ones get a table.
        let last = fieldCount > 32 ? lastEntries() : nil
        try eachEntry { key, value in
            let isLast = last.map { $0[String(key)] == value.index } ?? !isRepeated(key, after: value)
            if isLast {
                try body(key, value)
            }
            return true
        }
    }

    /// Calls `body` for each element of an array, in order.
    package func forEachElement(_ body: (JSONValue) throws -> Void) rethrows {
        guard tag == Tag.array else { return }
        let end = endOfContainer - 1
        var element = at(index + 1)
        while element.index < end {
            try body(element)
            element = at(element.indexAfter)
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

    /// For an object: how many fields it has, counted up to 0xFFFFFF (bits 32 to 55 of the opening word).
    private var fieldCount: Int {
        Int(tape[index] >> 32 & 0xFF_FFFF)
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

    /// Walks all entries of an object, duplicates included, until `body` answers false.
    @inline(__always)
    private func eachEntry(_ body: (JSONString, JSONValue) throws -> Bool) rethrows {
        guard tag == Tag.object else { return }
        let end = endOfContainer - 1
        var key = index + 1
        while key < end {
            let value = at(key + 1)
            guard try body(text(at: key), value) else { return }
            key = value.indexAfter
        }
    }

    /// Whether `key` stands again in this object behind `value`.
    private func isRepeated(_ key: JSONString, after value: JSONValue) -> Bool {
        let end = endOfContainer - 1
        var next = value.indexAfter
        while next < end {
            if text(at: next) == key {
                return true
            }
            next = at(next + 1).indexAfter
        }
        return false
    }

    /// The index of the last value of each key.
    private func lastEntries() -> [String: Int] {
        var last: [String: Int] = [:]
        eachEntry { key, value in
            last[String(key)] = value.index
            return true
        }
        return last
    }
}

/// Text on its way into an answer, kept as UTF-8 and put together in one place: answers are bytes in the end, and a
/// message is written for every refused request.
package struct Text: Sendable {
    package private(set) var utf8: [UInt8] = []

    /// - Parameter capacity: bytes to reserve, when the length can be guessed.
    package init(capacity: Int = 0) {
        utf8.reserveCapacity(capacity)
    }

    package static func += (text: inout Text, string: String) {
        text.utf8.append(text: string)
    }

    package static func += (text: inout Text, size: MemorySize) {
        size.write(to: &text.utf8)
    }

    package static func += (text: inout Text, number: Int64) {
        text.utf8.append(decimal: number)
    }

    /// The first `count` bytes.
    package func string(upTo count: Int) -> String {
        String(decoding: utf8[..<count], as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends the UTF-8 of a string. The pieces of a message are short: a plain loop beats copying a collection.
    fileprivate mutating func append(text: String) {
        let span = text.utf8.span
        append(addingCapacity: span.count) { output in
            for index in span.indices {
                output.append(span[index])
            }
        }
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal number: Int64) {
        if number < 0 {
            append(UInt8(ascii: "-"))
        }
        var divisor: UInt64 = 1
        while number.magnitude / divisor >= 10 {
            divisor *= 10
        }
        var rest = number.magnitude
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}

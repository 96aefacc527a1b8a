/// Spells long integers so that simdjson can read them.
///
/// simdjson refuses integers beyond 64 bits, but JSON does not, and Go writes a float64 such as 1e20 in a custom
/// resource as `100000000000000000000` (encoding/json switches to an exponent at 1e21). Refusing a whole review for a
/// number nobody asks about would block innocent objects, so such a document is read again with `e0` behind each long
/// integer, which makes it a double. The second reading happens only after the first has failed.
enum NumberSpelling {
    /// Digits beyond which an integer may not fit 64 bits: 9,223,372,036,854,775,807 has 19.
    private static let safeDigits = 18

    static func hasLongInteger(_ document: [UInt8]) -> Bool {
        var found = false
        scan(document) { _, isLongInteger in found = found || isLongInteger }
        return found
    }

    static func respelled(_ document: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(document.count + document.count / 8 + JSONParser.padding)
        scan(document) { token, isLongInteger in
            result.append(contentsOf: document[token])
            if isLongInteger {
                result.append(contentsOf: "e0".utf8)
            }
        }
        return result
    }

    /// Cuts the document into tokens: a run of digits outside strings, or anything between two such runs.
    private static func scan(_ document: [UInt8], _ visit: (_ token: Range<Int>, _ isLongInteger: Bool) -> Void) {
        var index = 0
        var start = 0
        var insideString = false
        while index < document.count {
            let byte = document[index]
            if insideString {
                insideString = byte != UInt8(ascii: "\"")
                index += byte == UInt8(ascii: "\\") ? 2 : 1
            } else if isDigit(byte), index == 0 || !isNumberPart(document[index - 1]) {
                let end = document[index...].firstIndex { !isDigit($0) } ?? document.count
                let isInteger = end == document.count || !isNumberPart(document[end])
                visit(start..<end, isInteger && end - index > safeDigits)
                (start, index) = (end, end)
            } else {
                insideString = byte == UInt8(ascii: "\"")
                index += 1
            }
        }
        visit(start..<document.count, false)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    /// Whether a byte beside digits makes them part of a fraction or an exponent.
    private static func isNumberPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"): true
        default: isDigit(byte)
        }
    }
}

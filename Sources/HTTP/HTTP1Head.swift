/// Request line and header fields of one HTTP/1.x request, line by line, and what they say about the connection.
struct HTTP1Head {
    enum BodyLength {
        case fixed(Int)
        case chunked
    }

    private(set) var method = ""
    private(set) var target = ""
    private(set) var fields = HeaderFields()
    private var framing = Framing()
    private var minorVersion = 1
    /// Bytes of all lines so far, with their ends.
    var bytes = 0

    /// What the fields say about the body and the connection, noted as they come.
    private struct Framing {
        var hosts = 0
        var lengths = 0
        /// The last Content-Length; nil if it is no number in plain digits.
        var length: Int? = 0
        var codings = 0
        var isChunked = false
        var closes = false
        var expectsContinue = false
        var expectsOther = false
    }

    var hasRequestLine: Bool { !method.isEmpty }

    mutating func read(line: HTTPSyntax.Bytes) throws(HTTPFault) {
        bytes += line.count + 2
        if hasRequestLine {
            let (name, value) = try Self.field(of: line)
            fields.append(name: name, value: value)
            note(name, value)
        } else {
            try readRequestLine(line)
        }
    }

    /// Method, one space, target, one space, version; nothing else.
    private mutating func readRequestLine(_ line: HTTPSyntax.Bytes) throws(HTTPFault) {
        let methodEnd = HTTPSyntax.count(of: line, while: HTTPSyntax.isToken)
        let targetStart = methodEnd + 1
        let targetEnd =
            targetStart
            + (targetStart < line.count ? HTTPSyntax.count(of: line, from: targetStart, while: HTTPSyntax.isTarget) : 0)
        guard methodEnd > 0, targetEnd > targetStart, line[methodEnd] == UInt8(ascii: " "), targetEnd < line.count,
            line[targetEnd] == UInt8(ascii: " ")
        else { throw HTTPFault(.badRequest, "the request line is not \"METHOD target HTTP/1.1\"") }
        let version = HTTPSyntax.piece(of: line, targetEnd + 1..<line.count)
        guard version.count == 8, version.starts(with: "HTTP/1.".utf8), let minor = version.last,
            minor == UInt8(ascii: "1") || minor == UInt8(ascii: "0")
        else { throw HTTPFault(.httpVersionNotSupported, "this server speaks HTTP/1.1 and HTTP/2") }
        method = HTTPSyntax.string(HTTPSyntax.piece(of: line, 0..<methodEnd))
        target = HTTPSyntax.string(HTTPSyntax.piece(of: line, targetStart..<targetEnd))
        minorVersion = Int(minor - UInt8(ascii: "0"))
    }

    /// Name and value of one header line.
    static func field(
        of line: HTTPSyntax.Bytes
    ) throws(HTTPFault) -> (name: HTTPSyntax.Bytes, value: HTTPSyntax.Bytes) {
        let nameEnd = HTTPSyntax.count(of: line, while: HTTPSyntax.isToken)
        guard nameEnd > 0, nameEnd < line.count, line[nameEnd] == UInt8(ascii: ":") else {
            let isFolded = HTTPSyntax.isBlank(line.first ?? 0)
            throw HTTPFault(.badRequest, isFolded ? "a header line is folded" : "a header line is not \"name: value\"")
        }
        let value = HTTPSyntax.trimmed(HTTPSyntax.piece(of: line, nameEnd + 1..<line.count))
        guard HTTPSyntax.count(of: value, while: HTTPSyntax.isFieldText) == value.count else {
            throw HTTPFault(.badRequest, "a header value contains a control character")
        }
        return (HTTPSyntax.piece(of: line, 0..<nameEnd), value)
    }
}

// MARK: - What the fields mean for the connection

extension HTTP1Head {
    private mutating func note(_ name: HTTPSyntax.Bytes, _ value: HTTPSyntax.Bytes) {
        // The lengths tell most names apart before any letter is compared.
        switch name.count {
        case 4 where HTTPSyntax.isEqual(name, "host"):
            framing.hosts += 1
        case 6 where HTTPSyntax.isEqual(name, "expect"):
            let isContinue = HTTPSyntax.isEqual(value, "100-continue")
            framing.expectsContinue = framing.expectsContinue || isContinue
            framing.expectsOther = framing.expectsOther || !isContinue
        case 10 where HTTPSyntax.isEqual(name, "connection"):
            for option in value.split(separator: UInt8(ascii: ",")) {
                let isClose = HTTPSyntax.isEqual(HTTPSyntax.trimmed(HTTPSyntax.Bytes(rebasing: option)), "close")
                framing.closes = framing.closes || isClose
            }
        case 14 where HTTPSyntax.isEqual(name, "content-length"):
            framing.lengths += 1
            framing.length = Self.length(value)
        case 17 where HTTPSyntax.isEqual(name, "transfer-encoding"):
            framing.codings += 1
            framing.isChunked = HTTPSyntax.isEqual(value, "chunked")
        default: break
        }
    }

    /// A length in plain digits. Nineteen may still exceed an Int; such a body is too long in any case.
    private static func length(_ digits: HTTPSyntax.Bytes) -> Int? {
        guard (1...19).contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        var length = 0
        for digit in digits {
            let (product, overflow) = length.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit - 0x30))
            guard !overflow, !carry else { return .max }
            length = sum
        }
        return length
    }

    var expectsContinue: Bool { minorVersion == 1 && framing.expectsContinue }

    /// HTTP/1.0 never keeps a connection: clients that would need it said so in a field that RFC 9112 leaves out.
    var closesConnection: Bool { framing.closes || minorVersion == 0 }

    /// How long the body is (RFC 9112 §6.3), where every ambiguity is refused, and what else a head must say.
    func bodyLength() throws(HTTPFault) -> BodyLength {
        guard framing.hosts == 1 || minorVersion == 0 && framing.hosts == 0 else {
            throw HTTPFault(.badRequest, "there must be one Host field")
        }
        guard !framing.expectsOther else {
            throw HTTPFault(.expectationFailed, "the only expectation that can be met is 100-continue")
        }
        guard framing.lengths + framing.codings <= 1 else {
            throw HTTPFault(.badRequest, "the body has more than one length: Content-Length or Transfer-Encoding, once")
        }
        if framing.codings > 0 {
            guard minorVersion == 1 else { throw HTTPFault(.badRequest, "HTTP/1.0 has no Transfer-Encoding") }
            guard framing.isChunked else {
                throw HTTPFault(.notImplemented, "the only transfer coding understood is chunked")
            }
            return .chunked
        }
        guard let length = framing.length else {
            throw HTTPFault(.badRequest, "Content-Length is not a number in plain digits")
        }
        return .fixed(length)
    }
}

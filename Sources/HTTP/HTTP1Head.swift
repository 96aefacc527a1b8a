/// One request that came over HTTP/1.x, before anyone knows how long it took.
package struct HTTP1Request {
    package let method: String
    package let target: String
    package let fields: HeaderFields
    package let body: [UInt8]
    /// Whether the client wants the connection closed behind the answer, or cannot keep it open.
    package let closesConnection: Bool

    init(head: HTTP1Head, body: [UInt8]) {
        method = head.method
        target = head.target
        fields = head.fields
        self.body = body
        closesConnection = head.closesConnection
    }
}

/// Request line and header fields, line by line.
struct HTTP1Head {
    enum BodyLength {
        case fixed(Int)
        case chunked
    }

    private(set) var method = ""
    private(set) var target = ""
    private(set) var fields = HeaderFields()
    private var minorVersion = 1
    /// Bytes of all lines so far, with their ends.
    var bytes = 0

    /// Whether nothing but empty lines has come.
    var isEmpty: Bool { !hasRequestLine }

    var hasRequestLine: Bool { !method.isEmpty }

    mutating func read(line: ArraySlice<UInt8>) throws(HTTPFault) {
        bytes += line.count + 2
        if hasRequestLine {
            let (name, value) = try Self.field(of: line)
            fields.append(name: name, value: value)
        } else {
            try readRequestLine(line)
        }
    }

    /// Method, one space, target, one space, version; nothing else.
    private mutating func readRequestLine(_ line: ArraySlice<UInt8>) throws(HTTPFault) {
        let method = line.prefix(while: HTTPSyntax.isToken)
        let target = line.dropFirst(method.count + 1).prefix(while: HTTPSyntax.isTarget)
        let version = line.dropFirst(method.count + 1 + target.count + 1)
        guard !method.isEmpty, !target.isEmpty,
            line[method.endIndex] == UInt8(ascii: " "), target.endIndex < line.endIndex,
            line[target.endIndex] == UInt8(ascii: " ")
        else { throw HTTPFault(.badRequest, "the request line is not \"METHOD target HTTP/1.1\"") }
        guard version.starts(with: "HTTP/1.".utf8), version.count == 8, let minor = version.last,
            minor == UInt8(ascii: "1") || minor == UInt8(ascii: "0")
        else { throw HTTPFault(.httpVersionNotSupported, "this server speaks HTTP/1.1 and HTTP/2") }
        self.method = String(decoding: method, as: UTF8.self)
        self.target = String(decoding: target, as: UTF8.self)
        minorVersion = Int(minor - UInt8(ascii: "0"))
    }

    /// Name and value of one header line.
    static func field(
        of line: ArraySlice<UInt8>
    ) throws(HTTPFault) -> (name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
        let name = line.prefix(while: HTTPSyntax.isToken)
        guard !name.isEmpty, name.endIndex < line.endIndex, line[name.endIndex] == UInt8(ascii: ":") else {
            let isFolded = HTTPSyntax.isBlank(line.first ?? 0)
            throw HTTPFault(.badRequest, isFolded ? "a header line is folded" : "a header line is not \"name: value\"")
        }
        var value = line[(name.endIndex + 1)...].drop(while: HTTPSyntax.isBlank)
        while let last = value.last, HTTPSyntax.isBlank(last) {
            value.removeLast()
        }
        guard value.allSatisfy(HTTPSyntax.isFieldText) else {
            throw HTTPFault(.badRequest, "a header value contains a control character")
        }
        return (name, value)
    }
}

// MARK: - What the fields mean for the connection

extension HTTP1Head {
    var expectsContinue: Bool {
        minorVersion == 1 && fields["expect"]?.lowercased() == "100-continue"
    }

    var closesConnection: Bool {
        guard let connection = fields["connection"]?.lowercased() else { return minorVersion == 0 }
        return minorVersion == 0 ? !connection.contains("keep-alive") : connection.contains("close")
    }

    /// How long the body is (RFC 9112 §6.3), where every ambiguity is refused, and what else a head must say.
    func bodyLength() throws(HTTPFault) -> BodyLength {
        guard fields.count(of: "host") == 1 || minorVersion == 0 && fields.count(of: "host") == 0 else {
            throw HTTPFault(.badRequest, "there must be one Host field")
        }
        if let expectation = fields["expect"], expectation.lowercased() != "100-continue" {
            throw HTTPFault(.expectationFailed, "the only expectation that can be met is 100-continue")
        }
        let lengths = fields.count(of: "content-length")
        let codings = fields.count(of: "transfer-encoding")
        guard lengths + codings <= 1 else {
            throw HTTPFault(.badRequest, "the body has more than one length: Content-Length or Transfer-Encoding, once")
        }
        if let coding = fields["transfer-encoding"] {
            guard minorVersion == 1 else { throw HTTPFault(.badRequest, "HTTP/1.0 has no Transfer-Encoding") }
            guard coding.lowercased() == "chunked" else {
                throw HTTPFault(.notImplemented, "the only transfer coding understood is chunked")
            }
            return .chunked
        }
        guard let length = fields["content-length"] else { return .fixed(0) }
        guard (1...19).contains(length.utf8.count), length.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw HTTPFault(.badRequest, "Content-Length is not a number in plain digits")
        }
        // Nineteen digits may still exceed an Int; such a body is too long in any case.
        return .fixed(Int(length) ?? .max)
    }
}

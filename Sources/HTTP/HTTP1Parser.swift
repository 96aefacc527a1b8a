import Glibc

/// Reads HTTP/1.x requests out of a stream of bytes, whatever pieces it comes in (RFC 9112).
///
/// Strict where requests are smuggled: a line ends in CR LF, a length is plain digits given once, nothing precedes a
/// colon, no line is folded, and a body has one length only. Does no I/O and knows no clock.
package struct HTTP1Parser {
    package enum Step {
        /// More bytes are needed.
        case incomplete
        /// The client waits for a word before it sends its body; asked once per request.
        case expectsContinue
        case request(HTTP1Request)
    }

    /// Where in a request the stream stands.
    package enum Phase {
        /// Between two requests: not one byte of the next has come.
        case idle
        case head
        case body
    }

    private enum State {
        case head
        case fixedBody(remaining: Int)
        case chunkLine
        case chunkData(remaining: Int)
        case chunkEnd
        case trailers(bytes: Int, fields: Int)
    }

    private let limits: Limits
    private var state = State.head
    private var head = HTTP1Head()
    private var body: [UInt8] = []
    /// Bytes that have come and are not consumed yet begin at `start`.
    private var buffer: [UInt8] = []
    private var start = 0
    /// No line ends before here.
    private var scanned = 0

    package init(limits: Limits = .standard) {
        self.limits = limits
    }

    package var phase: Phase {
        guard case .head = state else { return .body }
        return !head.hasRequestLine && start == buffer.count ? .idle : .head
    }

    /// Bytes that the body under way takes from the budget of all: those that have come, for announcing costs nothing, less
    /// what every body may hold freely.
    package var bytesClaimed: Int { max(0, body.count - limits.freeBodyBytes) }

    /// Takes bytes from the stream; `next` makes sense of them.
    package mutating func receive(_ bytes: UnsafeRawBufferPointer) {
        if start > 0 {
            // What is left is less than a line or a head: moving it is cheaper than letting the buffer grow.
            buffer.removeSubrange(..<start)
            scanned -= start
            start = 0
        }
        buffer.append(contentsOf: bytes)
    }

    /// The next thing that the bytes so far amount to. To be called until it answers `incomplete`.
    package mutating func next() throws(HTTPFault) -> Step {
        while true {
            switch state {
            case .head:
                guard try readHead() else { return .incomplete }
                if head.expectsContinue, start == buffer.count {
                    return .expectsContinue
                }
            case .fixedBody(let remaining):
                let rest = takeBody(remaining)
                state = .fixedBody(remaining: rest)
                guard rest == 0 else { return .incomplete }
                return .request(finish())
            case .chunkLine:
                guard let line = try nextLine(limit: limits.chunkLineBytes, beyond: HTTPFault.chunkLineTooLong) else {
                    return .incomplete
                }
                let length = try chunkLength(line)
                guard body.count + length <= limits.bodyBytes else { throw .bodyTooLarge(limits) }
                state = length == 0 ? .trailers(bytes: 0, fields: 0) : .chunkData(remaining: length)
            case .chunkData(let remaining):
                let rest = takeBody(remaining)
                state = rest == 0 ? .chunkEnd : .chunkData(remaining: rest)
                guard rest == 0 else { return .incomplete }
            case .chunkEnd:
                guard try takeChunkEnd() else { return .incomplete }
                state = .chunkLine
            case .trailers(let bytes, let fields):
                guard let line = try nextLine(limit: limits.headBytes - bytes, beyond: HTTPFault.headTooLarge) else {
                    return .incomplete
                }
                guard !line.isEmpty else { return .request(finish()) }
                guard fields < limits.headerFields else { throw .tooManyFields(limits) }
                // Trailers are read as strictly as headers, and then nobody wants them.
                try withLine(line) { text throws(HTTPFault) in _ = try HTTP1Head.field(of: text) }
                state = .trailers(bytes: bytes + line.count + 2, fields: fields + 1)
            }
        }
    }

    /// The request that is now whole; the next one begins behind it.
    private mutating func finish() -> HTTP1Request {
        let request = HTTP1Request(head: head, body: body)
        head = HTTP1Head()
        body = []
        state = .head
        if start == buffer.count, buffer.capacity > limits.headBytes {
            buffer = []
            (start, scanned) = (0, 0)
        }
        return request
    }
}

// MARK: - Lines

extension HTTP1Parser {
    /// The next line without its CR LF, as a range of `buffer`; nil if it is not there whole. With its end it has up to
    /// `limit` bytes.
    private mutating func nextLine(
        limit: Int,
        beyond fault: (Limits) -> HTTPFault
    ) throws(HTTPFault) -> Range<Int>? {
        guard let feed = indexOfLineFeed() else {
            guard buffer.count - start <= limit else { throw fault(limits) }
            return nil
        }
        guard feed - start < limit else { throw fault(limits) }
        guard feed > start, buffer[feed - 1] == UInt8(ascii: "\r") else {
            throw HTTPFault(.badRequest, "a line ends in LF without CR")
        }
        let line = start..<feed - 1
        (start, scanned) = (feed + 1, feed + 1)
        return line
    }

    private mutating func indexOfLineFeed() -> Int? {
        let from = scanned
        let found = buffer.withUnsafeBytes { bytes -> Int? in
            // Searches the bytes from `from` on, all inside the array.
            guard let base = bytes.baseAddress, from < bytes.count,
                let feed = memchr(base + from, Int32(UInt8(ascii: "\n")), bytes.count - from)
            else { return nil }
            return base.distance(to: feed)
        }
        if found == nil {
            scanned = buffer.count
        }
        return found
    }

    /// Lends a line to `body`, which must not keep it.
    private func withLine<Result>(
        _ line: Range<Int>,
        _ body: (HTTPSyntax.Bytes) throws(HTTPFault) -> Result
    ) throws(HTTPFault) -> Result {
        // The array lends its own bytes for the length of the call.
        try buffer.withUnsafeBufferPointer { bytes throws(HTTPFault) in try body(HTTPSyntax.piece(of: bytes, line)) }
    }

    /// Reads a line of the head; apart from `withLine`, which would borrow the head together with the buffer.
    private static func read(
        _ line: Range<Int>,
        of buffer: [UInt8],
        into head: inout HTTP1Head
    ) throws(HTTPFault) {
        // The array lends its own bytes for the length of the call.
        try buffer.withUnsafeBufferPointer { bytes throws(HTTPFault) in
            try head.read(line: HTTPSyntax.piece(of: bytes, line))
        }
    }

    /// Reads header lines; true when the head is whole and says where the body ends.
    private mutating func readHead() throws(HTTPFault) -> Bool {
        while let line = try nextLine(limit: limits.headBytes - head.bytes, beyond: HTTPFault.headTooLarge) {
            if line.isEmpty, !head.hasRequestLine {
                // Some clients send an empty line too many after a body (RFC 9112 §2.2). Each counts as head.
                head.bytes += 2
                continue
            }
            guard !line.isEmpty else {
                state = try bodyState()
                return true
            }
            guard head.fields.count < limits.headerFields || !head.hasRequestLine else { throw .tooManyFields(limits) }
            try Self.read(line, of: buffer, into: &head)
        }
        return false
    }

    private mutating func bodyState() throws(HTTPFault) -> State {
        switch try head.bodyLength() {
        case .chunked: return .chunkLine
        case .fixed(let length):
            guard length <= limits.bodyBytes else { throw .bodyTooLarge(limits) }
            // Whoever announces much and sends nothing gets memory for a usual body only; JSON wants room behind it.
            body.reserveCapacity(min(length, 64 << 10) + 64)
            return .fixedBody(remaining: length)
        }
    }
}

// MARK: - Bodies

extension HTTP1Parser {
    /// Moves up to `count` bytes into the body and answers how many of them are missing.
    private mutating func takeBody(_ count: Int) -> Int {
        let taken = min(count, buffer.count - start)
        body.append(contentsOf: buffer[start..<start + taken])
        start += taken
        scanned = start
        return count - taken
    }

    /// Takes the CR LF behind a chunk's data; false if it is not there whole.
    private mutating func takeChunkEnd() throws(HTTPFault) -> Bool {
        let end = buffer[start...].prefix(2)
        guard "\r\n".utf8.starts(with: end) else { throw HTTPFault(.badRequest, "a chunk is longer than it says") }
        guard end.count == 2 else { return false }
        start += 2
        scanned = start
        return true
    }

    /// The length that a chunk's first line gives: hexadecimal digits, then perhaps extensions, which nobody knows.
    private func chunkLength(_ line: Range<Int>) throws(HTTPFault) -> Int {
        try withLine(line) { text throws(HTTPFault) in
            let digits = HTTPSyntax.count(of: text) { HTTPSyntax.hexadecimal($0) != nil }
            let rest = HTTPSyntax.trimmed(HTTPSyntax.piece(of: text, digits..<text.count))
            guard (1...16).contains(digits), rest.first ?? UInt8(ascii: ";") == UInt8(ascii: ";"),
                rest.allSatisfy(HTTPSyntax.isFieldText)
            else { throw HTTPFault(.badRequest, "a chunk does not begin with its length in hexadecimal digits") }
            var length = 0
            for digit in text.prefix(digits) {
                guard length <= limits.bodyBytes else { throw .bodyTooLarge(limits) }
                length = length << 4 + Int(HTTPSyntax.hexadecimal(digit) ?? 0)
            }
            return length
        }
    }
}

extension HTTPFault {
    fileprivate static func headTooLarge(_ limits: Limits) -> HTTPFault {
        HTTPFault(.requestHeaderFieldsTooLarge, "the header fields are longer than \(limits.headBytes) bytes")
    }

    fileprivate static func chunkLineTooLong(_ limits: Limits) -> HTTPFault {
        HTTPFault(.badRequest, "the line before a chunk is longer than \(limits.chunkLineBytes) bytes")
    }

    fileprivate static func tooManyFields(_ limits: Limits) -> HTTPFault {
        HTTPFault(.requestHeaderFieldsTooLarge, "there are more than \(limits.headerFields) header fields")
    }
}

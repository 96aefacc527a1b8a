import CNGHTTP2

/// A client that speaks HTTP/2 frame by frame, as the test dictates it.
final class HTTP2Client {
    /// The last word of a server (RFC 9113 §6.8).
    struct GoAway: Equatable {
        var lastStream: UInt32
        var code: UInt32

        /// The first word of a server that will soon take no more streams.
        static let announcement = GoAway(lastStream: 0x7FFF_FFFF, code: 0)
    }

    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

    let tls: TLSClient
    private let inflater: OpaquePointer
    private var buffer: [UInt8] = []
    private var answers: [UInt32: HTTPAnswer] = [:]
    private var ended: Set<UInt32> = []
    /// Streams that the server has reset, with the code.
    private(set) var resets: [UInt32: UInt32] = [:]
    private(set) var goAway: GoAway?

    /// Says hello.
    init(_ tls: TLSClient) throws {
        self.tls = tls
        var inflater: OpaquePointer?
        guard nghttp2_hd_inflate_new(&inflater) == 0, let inflater else { throw ClientFailure.malformed("no memory") }
        self.inflater = inflater
        try tls.send(Self.preface + HTTP2Frame(kind: .settings).bytes)
    }

    deinit {
        nghttp2_hd_inflate_del(inflater)
    }

    func send(_ frames: HTTP2Frame...) throws(ClientFailure) {
        try tls.send(frames.flatMap(\.bytes))
    }

    /// Reads until the answer of a stream is whole.
    func answer(on stream: UInt32) throws(ClientFailure) -> HTTPAnswer {
        while !ended.contains(stream) {
            guard try readFrame() else { throw .malformed("the connection ended before stream \(stream) was answered") }
        }
        return answers[stream] ?? HTTPAnswer()
    }

    /// Reads until the server says that it goes.
    func readGoAway() throws(ClientFailure) -> GoAway {
        while true {
            if let goAway {
                return goAway
            }
            guard try readFrame() else { throw .malformed("the connection ended without GOAWAY") }
        }
    }

    /// Reads until the server has reset a stream, and answers its code.
    func readReset(of stream: UInt32) throws(ClientFailure) -> UInt32 {
        while true {
            if let code = resets[stream] {
                return code
            }
            guard try readFrame() else { throw .malformed("the connection ended without a reset of \(stream)") }
        }
    }

    /// Reads to the end, of TLS and then of TCP. A reset is a failure.
    func readToTheEnd() throws(ClientFailure) {
        while try readFrame() {}
        guard try tls.socket.receive().isEmpty else { throw .malformed("bytes behind the end of TLS") }
    }

    /// Reads a frame and takes note of it; false at the end of the connection.
    func readFrame() throws(ClientFailure) -> Bool {
        guard try fill(9) else { return false }
        let length = Int(UInt32(bigEndianBytes: buffer[..<3]))
        guard try fill(9 + length) else { return false }
        let (kind, flags) = (buffer[3], buffer[4])
        let stream = UInt32(bigEndianBytes: buffer[5..<9])
        let payload = Array(buffer[9..<9 + length])
        buffer.removeFirst(9 + length)
        note(HTTP2Frame.Kind(rawValue: kind), stream, payload)
        let carriesAnswer = kind == HTTP2Frame.Kind.data.rawValue || kind == HTTP2Frame.Kind.headers.rawValue
        if carriesAnswer, flags & HTTP2Frame.endStream != 0 {
            ended.insert(stream)
        }
        return true
    }

    private func note(_ kind: HTTP2Frame.Kind?, _ stream: UInt32, _ payload: [UInt8]) {
        switch kind {
        case .headers: decode(payload, into: &answers[stream, default: HTTPAnswer()])
        case .data: answers[stream, default: HTTPAnswer()].body += String(decoding: payload, as: UTF8.self)
        case .resetStream: resets[stream] = UInt32(bigEndianBytes: payload)
        case .goAway:
            goAway = GoAway(
                lastStream: UInt32(bigEndianBytes: payload[..<4]),
                code: UInt32(bigEndianBytes: payload[4..<8])
            )
        default: break
        }
    }

    private func decode(_ block: [UInt8], into answer: inout HTTPAnswer) {
        var rest = block[...]
        while !rest.isEmpty {
            var field = nghttp2_nv()
            var flags: CInt = 0
            let count = rest.withUnsafeBufferPointer {
                nghttp2_hd_inflate_hd2(inflater, &field, &flags, $0.baseAddress, $0.count, 1)
            }
            guard count >= 0 else { return }
            rest = rest.dropFirst(count)
            guard flags & CInt(NGHTTP2_HD_INFLATE_EMIT.rawValue) != 0 else { break }
            let name = String(decoding: UnsafeBufferPointer(start: field.name, count: field.namelen), as: UTF8.self)
            let value = String(decoding: UnsafeBufferPointer(start: field.value, count: field.valuelen), as: UTF8.self)
            switch name {
            case ":status": answer.status = Int(value) ?? 0
            case "date": answer.date = value
            default: answer.fields.append("\(name): \(value)")
            }
        }
        nghttp2_hd_inflate_end_headers(inflater)
    }

    private func fill(_ count: Int) throws(ClientFailure) -> Bool {
        while buffer.count < count {
            let bytes = try tls.receive()
            guard !bytes.isEmpty else { return false }
            buffer += bytes
        }
        return true
    }
}

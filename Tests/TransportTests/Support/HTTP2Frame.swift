/// One frame of HTTP/2 (RFC 9113 §4.1).
struct HTTP2Frame: Equatable {
    enum Kind: UInt8 {
        case data = 0
        case headers = 1
        case resetStream = 3
        case settings = 4
        case ping = 6
        case goAway = 7
        case windowUpdate = 8
        case continuation = 9
    }

    static let endStream: UInt8 = 1
    static let endHeaders: UInt8 = 4

    var kind: Kind
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    var bytes: [UInt8] {
        let length = UInt32(payload.count)
        return Array(length.bigEndianBytes[1...]) + [kind.rawValue, flags] + stream.bigEndianBytes + payload
    }

    /// A request's HEADERS, encoded without HPACK's tables for what comes (RFC 7541 §6.2.2).
    static func request(
        _ method: String,
        _ path: String,
        stream: UInt32,
        ends: Bool,
        fields: [(String, String)] = []
    ) -> HTTP2Frame {
        let all = [(":method", method), (":scheme", "https"), (":authority", "test"), (":path", path)] + fields
        let block: [UInt8] = all.flatMap { (name, value) -> [UInt8] in [0] + text(name) + text(value) }
        return HTTP2Frame(kind: .headers, flags: endHeaders | (ends ? endStream : 0), stream: stream, payload: block)
    }

    private static func text(_ text: String) -> [UInt8] {
        // A length of 127 and more would need further bytes (RFC 7541 §5.1).
        precondition(text.utf8.count < 127, "\(text) is too long for this encoder")
        return [UInt8(text.utf8.count)] + Array(text.utf8)
    }

    static func data(_ text: String, stream: UInt32, ends: Bool) -> HTTP2Frame {
        HTTP2Frame(kind: .data, flags: ends ? endStream : 0, stream: stream, payload: Array(text.utf8))
    }

    static func window(_ increment: UInt32, stream: UInt32) -> HTTP2Frame {
        HTTP2Frame(kind: .windowUpdate, stream: stream, payload: increment.bigEndianBytes)
    }

    static func reset(_ stream: UInt32) -> HTTP2Frame {
        HTTP2Frame(kind: .resetStream, stream: stream, payload: UInt32(8).bigEndianBytes)
    }
}

extension UInt32 {
    var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }

    init(bigEndianBytes bytes: some Sequence<UInt8>) {
        self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }
}

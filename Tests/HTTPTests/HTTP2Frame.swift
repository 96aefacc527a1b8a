/// One frame of RFC 9113 §4.1, for what no decent client sends.
struct HTTP2Frame: Hashable {
    var type: UInt8
    var flags: UInt8 = 0
    var stream: UInt32 = 0
    var payload: [UInt8] = []

    static let endStream: UInt8 = 1
    static let endHeaders: UInt8 = 4

    static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    static let settings = HTTP2Frame(type: 4)
    static let settingsAcknowledged = HTTP2Frame(type: 4, flags: 1)
    static let ping = HTTP2Frame(type: 6, payload: [1, 2, 3, 4, 5, 6, 7, 8])

    /// `GET https://a/`, by the static table of HPACK (RFC 7541 appendix A).
    static let get: [UInt8] = [0x82, 0x87, 0x84, 0x41, 1, UInt8(ascii: "a")]

    static func headers(_ stream: UInt32, flags: UInt8 = endHeaders | endStream, _ block: [UInt8] = get) -> HTTP2Frame {
        HTTP2Frame(type: 1, flags: flags, stream: stream, payload: block)
    }

    static func continuation(_ stream: UInt32, flags: UInt8 = 0, _ block: [UInt8] = []) -> HTTP2Frame {
        HTTP2Frame(type: 9, flags: flags, stream: stream, payload: block)
    }

    static func data(_ stream: UInt32, flags: UInt8 = 0, _ bytes: [UInt8]) -> HTTP2Frame {
        HTTP2Frame(type: 0, flags: flags, stream: stream, payload: bytes)
    }

    static func reset(_ stream: UInt32, code: UInt32) -> HTTP2Frame {
        HTTP2Frame(type: 3, stream: stream, payload: bigEndian(code))
    }

    static func goAway(last: UInt32, code: UInt32) -> HTTP2Frame {
        HTTP2Frame(type: 7, payload: bigEndian(last) + bigEndian(code))
    }

    var bytes: [UInt8] {
        Self.bigEndian(UInt32(payload.count)).dropFirst() + [type, flags] + Self.bigEndian(stream) + payload
    }

    /// All frames of a stream of bytes.
    static func all(in bytes: [UInt8]) -> [HTTP2Frame] {
        var frames: [HTTP2Frame] = []
        var rest = bytes[...]
        while rest.count >= 9 {
            let header = Array(rest.prefix(9))
            let length = header[..<3].reduce(0) { $0 << 8 | Int($1) }
            let stream = header[5...].reduce(0) { $0 << 8 | UInt32($1) }
            let payload = Array(rest.dropFirst(9).prefix(length))
            frames.append(HTTP2Frame(type: header[3], flags: header[4], stream: stream, payload: payload))
            rest = rest.dropFirst(9 + length)
        }
        return frames
    }

    static func bigEndian(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

import CNGHTTP2

/// A real HTTP/2 client over nghttp2, in memory: bytes in, bytes out.
final class HTTP2Client {
    /// What has come back on one stream.
    struct Answer: Equatable {
        /// Names and values as they came, `:status` included.
        var fields: [String: String] = [:]
        var body: [UInt8] = []
        /// Why the stream is closed, as an error code of RFC 9113 §7; nil while it is open.
        var closeCode: UInt32?
    }

    /// The body of one request.
    private struct Upload {
        let bytes: [UInt8]
        var sent = 0
        /// Whether the body ends behind `bytes`; otherwise the client keeps the stream open.
        let isWhole: Bool
    }

    /// What makes a client behave otherwise than a usual one.
    struct Settings {
        /// Bytes of an answer that the client lets in before it consumes any.
        var window: UInt32 = 65_535
        /// Whether the client lets more in as it reads, or only when `consume` is called.
        var consumesByItself = true
        /// Streams that the client takes as allowed until the server says otherwise.
        var assumedStreams = 100
    }

    private(set) var answers: [Int32: Answer] = [:]
    /// The error code and the last stream of the GOAWAY that the server has sent.
    private(set) var goAway: (code: UInt32, lastStream: Int32)?
    private var uploads: [Int32: Upload] = [:]
    /// An `nghttp2_session`, freed in deinit.
    private let session: OpaquePointer

    init(_ settings: Settings = Settings()) throws {
        var callbacks: OpaquePointer?
        var option: OpaquePointer?
        var session: OpaquePointer?
        defer {
            nghttp2_session_callbacks_del(callbacks)
            nghttp2_option_del(option)
        }
        nghttp2_session_callbacks_new(&callbacks)
        nghttp2_session_callbacks_set_on_header_callback(callbacks, Self.header)
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, Self.dataChunk)
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, Self.frameReceived)
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, Self.streamClosed)
        nghttp2_option_new(&option)
        nghttp2_option_set_no_auto_window_update(option, settings.consumesByItself ? 0 : 1)
        nghttp2_option_set_peer_max_concurrent_streams(option, UInt32(settings.assumedStreams))
        try check(nghttp2_session_client_new2(&session, callbacks, nil, option))
        guard let session else { throw HTTP2ClientError(code: NGHTTP2_ERR_NOMEM.rawValue) }
        self.session = session
        nghttp2_session_set_user_data(session, Unmanaged.passUnretained(self).toOpaque())
        let window = nghttp2_settings_entry(
            settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
            value: settings.window
        )
        try check(nghttp2_submit_settings(session, 0, [window], 1))
    }

    deinit {
        nghttp2_session_set_user_data(session, nil)
        nghttp2_session_del(session)
    }

    /// Sends a request and answers its stream. Without a body it ends with its header fields.
    func request(
        _ method: String = "GET",
        _ path: String = "/",
        fields: [(String, String)] = [],
        body: [UInt8]? = nil,
        isWhole: Bool = true
    ) throws -> Int32 {
        let pseudo = [(":method", method), (":scheme", "https"), (":authority", "a"), (":path", path)]
        var provider = nghttp2_data_provider()
        provider.read_callback = Self.readBody
        let id = Self.withNameValues(pseudo + fields) { fields in
            withUnsafePointer(to: provider) { provider in
                let provider = body == nil ? nil : provider
                return nghttp2_submit_request(session, nil, fields.baseAddress, fields.count, provider, nil)
            }
        }
        try check(id)
        answers[id] = Answer()
        uploads[id] = body.map { Upload(bytes: $0, isWhole: isWhole) }
        return id
    }

    /// Gives a stream up.
    func reset(_ stream: Int32) throws {
        try check(nghttp2_submit_rst_stream(session, 0, stream, NGHTTP2_CANCEL.rawValue))
    }

    /// Says that the client will begin no further stream.
    func leave() throws {
        try check(nghttp2_submit_goaway(session, 0, 0, NGHTTP2_NO_ERROR.rawValue, nil, 0))
    }

    /// Lets the server send as many bytes more.
    func consume(_ count: Int, of stream: Int32) throws {
        try check(nghttp2_session_consume(session, stream, count))
    }

    /// What the client has to say.
    func takeOutput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            var chunk: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &chunk)
            try check(Int32(count))
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: UnsafeBufferPointer(start: chunk, count: count))
        }
    }

    func receive(_ bytes: [UInt8]) throws {
        try check(Int32(nghttp2_session_mem_recv(session, bytes, bytes.count)))
    }
}

/// What nghttp2 refuses to do for the client.
struct HTTP2ClientError: Error {
    let code: Int32
}

private func check(_ result: Int32) throws {
    guard result >= 0 else { throw HTTP2ClientError(code: result) }
}

// MARK: - What nghttp2 calls

extension HTTP2Client {
    private static func client(_ userData: UnsafeMutableRawPointer?) -> HTTP2Client? {
        userData.map { Unmanaged<HTTP2Client>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let header: nghttp2_on_header_callback = { _, frame, name, nameCount, value, count, _, userData in
        guard let frame else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        let name = String(decoding: UnsafeBufferPointer(start: name, count: nameCount), as: UTF8.self)
        let value = String(decoding: UnsafeBufferPointer(start: value, count: count), as: UTF8.self)
        client(userData)?.answers[frame.pointee.hd.stream_id]?.fields[name] = value
        return 0
    }

    private static let dataChunk: nghttp2_on_data_chunk_recv_callback = { _, _, id, bytes, count, userData in
        client(userData)?.answers[id]?.body.append(contentsOf: UnsafeBufferPointer(start: bytes, count: count))
        return 0
    }

    private static let frameReceived: nghttp2_on_frame_recv_callback = { _, frame, userData in
        guard let frame else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        if frame.pointee.hd.type == UInt8(NGHTTP2_GOAWAY.rawValue) {
            let goAway = frame.pointee.goaway
            client(userData)?.goAway = (goAway.error_code, goAway.last_stream_id)
        }
        return 0
    }

    private static let streamClosed: nghttp2_on_stream_close_callback = { _, id, code, userData in
        client(userData)?.answers[id]?.closeCode = code
        return 0
    }

    private static let readBody: nghttp2_data_source_read_callback = { _, id, buffer, length, flags, _, userData in
        guard let buffer, let flags, let client = client(userData), let upload = client.uploads[id] else {
            return Int(NGHTTP2_ERR_CALLBACK_FAILURE.rawValue)
        }
        let piece = upload.bytes[upload.sent...].prefix(length)
        client.uploads[id]?.sent += piece.count
        if upload.sent + piece.count < upload.bytes.count || !upload.isWhole {
            return piece.isEmpty ? Int(NGHTTP2_ERR_DEFERRED.rawValue) : copy(piece, to: buffer)
        }
        flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
        return copy(piece, to: buffer)
    }

    private static func copy(_ piece: ArraySlice<UInt8>, to buffer: UnsafeMutablePointer<UInt8>) -> Int {
        UnsafeMutableBufferPointer(start: buffer, count: piece.count).update(fromContentsOf: piece)
    }

    /// Lends fields in nghttp2's form; they are good while `body` runs.
    private static func withNameValues(
        _ fields: [(String, String)],
        _ body: (UnsafeBufferPointer<nghttp2_nv>) -> Int32
    ) -> Int32 {
        var text = fields.flatMap { Array($0.utf8) + Array($1.utf8) }
        return text.withUnsafeMutableBufferPointer { text in
            var offset = 0
            let pairs = fields.map { name, value in
                defer { offset += name.utf8.count + value.utf8.count }
                let start = text.baseAddress.map { $0 + offset }
                return nghttp2_nv(
                    name: start,
                    value: start.map { $0 + name.utf8.count },
                    namelen: name.utf8.count,
                    valuelen: value.utf8.count,
                    flags: 0
                )
            }
            return pairs.withUnsafeBufferPointer(body)
        }
    }
}

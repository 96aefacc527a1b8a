import CNGHTTP2

/// The C functions that nghttp2 calls. Each finds its session and takes a note there; none calls nghttp2.
///
/// nghttp2 passes pointers that are good during the call; nothing of them is kept.
enum HTTP2Callbacks {
    static func install(in callbacks: OpaquePointer?) {
        nghttp2_session_callbacks_set_on_begin_headers_callback(callbacks, beginHeaders)
        nghttp2_session_callbacks_set_on_header_callback(callbacks, header)
        nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, dataChunk)
        nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frameReceived)
        nghttp2_session_callbacks_set_on_frame_send_callback(callbacks, frameSent)
        nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, streamClosed)
    }

    /// The session behind `userData`: its object outlives the nghttp2 session, which it deletes in deinit after setting
    /// this pointer to nil.
    private static func session(_ userData: UnsafeMutableRawPointer?) -> HTTP2Session? {
        // Unretained: the caller, inside a method of that object, holds it.
        userData.map { Unmanaged<HTTP2Session>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let beginHeaders: nghttp2_on_begin_headers_callback = { _, frame, userData in
        guard let frame, let session = session(userData) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        if frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST {
            session.begin(frame.pointee.hd.stream_id)
        }
        return 0
    }

    private static let header: nghttp2_on_header_callback = { _, frame, name, nameCount, value, count, _, user in
        guard let frame, let session = session(user) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        guard frame.pointee.headers.cat == NGHTTP2_HCAT_REQUEST else { return 0 }
        let isBearable = session.receive(
            name: UnsafeBufferPointer(start: name, count: nameCount),
            value: UnsafeBufferPointer(start: value, count: count),
            on: frame.pointee.hd.stream_id
        )
        // The stream is reset, and what is left of its fields costs no more than decompressing it.
        return isBearable ? 0 : NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue
    }

    private static let dataChunk: nghttp2_on_data_chunk_recv_callback = { _, _, id, bytes, count, userData in
        guard let session = session(userData) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        session.receive(body: UnsafeBufferPointer(start: bytes, count: count), on: id)
        return 0
    }

    private static let frameReceived: nghttp2_on_frame_recv_callback = { _, frame, userData in
        guard let frame, let session = session(userData) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        let header = frame.pointee.hd
        let carriesRequest =
            header.type == UInt8(NGHTTP2_HEADERS.rawValue) || header.type == UInt8(NGHTTP2_DATA.rawValue)
        guard carriesRequest, session.streams[header.stream_id] != nil else { return 0 }
        if header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0 {
            session.complete(header.stream_id)
        } else if header.type == UInt8(NGHTTP2_HEADERS.rawValue) {
            session.endHead(header.stream_id)
        }
        return 0
    }

    private static let frameSent: nghttp2_on_frame_send_callback = { _, frame, userData in
        guard let frame, let session = session(userData) else { return NGHTTP2_ERR_CALLBACK_FAILURE.rawValue }
        let header = frame.pointee.hd
        if header.type == UInt8(NGHTTP2_GOAWAY.rawValue), frame.pointee.goaway.error_code != 0 {
            session.hasBeenTerminated = true
        }
        if header.flags & UInt8(NGHTTP2_FLAG_END_STREAM.rawValue) != 0,
            header.type == UInt8(NGHTTP2_HEADERS.rawValue) || header.type == UInt8(NGHTTP2_DATA.rawValue)
        {
            session.hasAnswered(header.stream_id)
        }
        return 0
    }

    private static let streamClosed: nghttp2_on_stream_close_callback = { _, id, _, userData in
        // Called for every open stream when the session is deleted; then there is no session to note it.
        session(userData)?.close(id)
        return 0
    }

    /// Fills nghttp2's buffer with the next bytes of an answer.
    static let readBody: nghttp2_data_source_read_callback = { _, id, buffer, length, flags, _, userData in
        guard let buffer, let flags, let session = session(userData),
            let (count, isLast) = session.streams[id]?.send(
                into: UnsafeMutableBufferPointer(start: buffer, count: length),
                until: session.now + session.limits.writeTime
            )
        else { return Int(NGHTTP2_ERR_TEMPORAL_CALLBACK_FAILURE.rawValue) }
        if isLast {
            flags.pointee |= UInt32(NGHTTP2_DATA_FLAG_EOF.rawValue)
        }
        return count
    }
}

// What the callbacks note.
extension HTTP2Session {
    fileprivate func begin(_ id: Int32) {
        streams[id] = HTTP2Stream(limits: limits, now: now, refusal: refusal)
        requestsInFlight += 1
    }

    fileprivate func receive(
        name: UnsafeBufferPointer<UInt8>,
        value: UnsafeBufferPointer<UInt8>,
        on id: Int32
    ) -> Bool {
        update(id) { $0.receive(name: name, value: value, limits) } ?? true
    }

    fileprivate func endHead(_ id: Int32) {
        streams[id]?.endHead(limits, now: now)
        completeIfHopeless(id)
    }

    fileprivate func receive(body: UnsafeBufferPointer<UInt8>, on id: Int32) {
        update(id) { $0.receive(body: body, limits) }
        completeIfHopeless(id)
    }

    fileprivate func complete(_ id: Int32) {
        streams[id]?.endRequest()
        enqueue(id)
    }

    private func completeIfHopeless(_ id: Int32) {
        if streams[id]?.isHopeless == true {
            enqueue(id)
        }
    }

    private func enqueue(_ id: Int32) {
        // A frame may be the last of its request and the one that makes it hopeless.
        if !completed.contains(id) {
            completed.append(id)
        }
    }

    fileprivate func close(_ id: Int32) {
        guard let stream = streams.removeValue(forKey: id) else { return }
        bytesClaimed -= stream.bytesClaimed
        if !stream.isOut {
            requestsInFlight -= 1
        }
    }
}

import CNGHTTP2

/// The server's side of one HTTP/2 connection, over nghttp2. Bytes in, requests out; answers in, bytes out.
///
/// Does no I/O and knows no clock; confined to its loop's thread. nghttp2 must not be entered again from its own callbacks
/// ("It will lead to the crash", its programmers' guide), so those only take notes, in `HTTP2Callbacks.swift`.
package final class HTTP2Session {
    let limits: Limits
    /// Streams that nghttp2 has open, by id.
    var streams: [Int32: HTTP2Stream] = [:]
    /// Ids of streams whose request is whole and not taken yet, in order of completion.
    var completed: [Int32] = []
    /// Whether nghttp2 has ended the connection because of something the client did.
    package internal(set) var hasBeenTerminated = false
    /// When the bytes came that are being read.
    private(set) var now: ContinuousClock.Instant
    /// Bytes that the requests in `streams` take from the budget of all.
    package internal(set) var bytesClaimed = 0
    /// What requests that begin from here on are answered, as soon as their head is whole; nil for those that are welcome.
    package var refusal: HTTPFault?
    /// Requests that have begun and whose answer is not out yet.
    package internal(set) var requestsInFlight = 0
    /// When those requests began that `nextRequest` has given to be answered by a route, and whose answer is out.
    private(set) var answered: [ContinuousClock.Instant] = []
    private let session: OpaquePointer
    private var isInsideLibrary = false
    /// The error behind which nghttp2 may only be deleted ("must stop using that nghttp2_session object", its header says).
    private var fatalFault: HTTP2Fault?

    /// - Throws: `HTTP2Fault` when nghttp2 has no memory.
    package init(limits: Limits = .standard, now: ContinuousClock.Instant) throws(HTTP2Fault) {
        self.limits = limits
        self.now = now
        session = try Self.newSession(limits)
        // Set only now because it is `self`; nothing has called back yet.
        nghttp2_session_set_user_data(session, Unmanaged.passUnretained(self).toOpaque())
        try submitSettings()
    }

    deinit {
        // nghttp2 calls back for streams that are open when it goes; a session in deinit must not be retained.
        nghttp2_session_set_user_data(session, nil)
        nghttp2_session_del(session)
    }

    /// Takes bytes from the client.
    ///
    /// - Throws: `HTTP2Fault` when the connection must end at once, with nothing further to be said. A violation that the
    ///   client is still told of does not throw: the session is then finished as soon as its output is taken.
    package func receive(_ bytes: UnsafeRawBufferPointer, now: ContinuousClock.Instant) throws(HTTP2Fault) {
        self.now = now
        let consumed = inside {
            // nghttp2 reads the bytes during the call and keeps none.
            nghttp2_session_mem_recv(session, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
        }
        guard consumed >= 0 else {
            let fault = HTTP2Fault(code: Int32(consumed))
            fatalFault = fault
            hasBeenTerminated = fault.code != NGHTTP2_ERR_NOMEM.rawValue
            throw fault
        }
    }

    /// The next request that is whole; nil if there is none.
    package func nextRequest() -> HTTP2Request? {
        while !completed.isEmpty {
            let id = completed.removeFirst()
            if let request = streams[id]?.take(id, now: now) {
                return request
            }
        }
        return nil
    }

    /// Answers the request of a stream; nothing happens if the client has given it up meanwhile.
    package func respond(_ response: Response, to stream: Int32, date: HTTPDate) {
        guard let isHead = streams[stream]?.isHead else { return }
        update(stream) { $0.answer(with: response, until: now + limits.writeTime) }
        var block = HTTP2HeaderBlock()
        block.append(":status", "\(response.status.rawValue)")
        block.append("date", date.text)
        if let contentType = response.contentType {
            block.append("content-type", contentType)
        }
        block.append("content-length", "\(response.body.count)")
        if let seconds = response.retryAfter {
            block.append("retry-after", "\(seconds)")
        }
        if let methods = response.allow {
            block.append("allow", methods)
        }
        let hasBody = !isHead && !response.body.isEmpty
        var provider = nghttp2_data_provider()
        provider.read_callback = HTTP2Callbacks.readBody
        _ = inside {
            block.withNameValues { fields, count in
                // nghttp2 copies the fields and the provider.
                withUnsafePointer(to: provider) { provider in
                    Int(nghttp2_submit_response(session, stream, fields, count, hasBody ? provider : nil))
                }
            }
        }
    }

    /// Lends the beginnings of the requests whose answer a route has given and `takeOutput` has taken to the last byte, each
    /// once.
    package func takeAnswered(_ body: (ContinuousClock.Instant) -> Void) {
        answered.forEach(body)
        answered.removeAll(keepingCapacity: true)
    }

    /// Appends what must go to the client to `bytes`.
    ///
    /// - Throws: `HTTP2Fault` when the connection cannot go on; after a fault of `receive` the same.
    package func takeOutput(into bytes: inout [UInt8]) throws(HTTP2Fault) {
        if let fatalFault {
            throw fatalFault
        }
        while true {
            var chunk: UnsafePointer<UInt8>?
            let count = inside { nghttp2_session_mem_send(session, &chunk) }
            guard count >= 0 else { throw HTTP2Fault(code: Int32(count)) }
            guard count > 0, let chunk else { return }
            // The chunk is good until the next call of mem_send, which comes after this copy.
            bytes.append(contentsOf: UnsafeBufferPointer(start: chunk, count: count))
        }
    }

    /// Whether nothing is left to do and the connection can be closed.
    package var isFinished: Bool {
        fatalFault != nil || nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0
    }

    /// Streams whose request is not answered yet.
    package var incompleteStreams: [Int32] {
        streams.filter { !$0.value.isAnswered }.map(\.key)
    }

    /// Whether no stream is open.
    package var isIdle: Bool { streams.isEmpty }

    /// Asks the client to open no more streams here; those that are on their way are still answered.
    package func announceShutDown() {
        _ = inside { Int(nghttp2_submit_shutdown_notice(session)) }
    }

    /// Says that no further stream will be answered; those that are open will be.
    package func shutDown() {
        _ = inside {
            let last = nghttp2_session_get_last_proc_stream_id(session)
            return Int(nghttp2_submit_goaway(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), last, 0, nil, 0))
        }
    }

    /// Acts on streams that have made no progress in time: a request that does not come is answered 408, an answer that the
    /// client leaves no window for is given up. Answers how many there were. A client that goes on sending a request which
    /// is answered already is asked to stop; that is none of them.
    package func expireStreams(now: ContinuousClock.Instant, date: HTTPDate) -> Int {
        self.now = now
        let expired = streams.filter { $0.value.deadline <= now }
        for (id, stream) in expired {
            if stream.isLingering {
                // RFC 9113 §8.1: the answer is complete, and NO_ERROR asks the client to stop sending.
                reset(id, NGHTTP2_NO_ERROR)
            } else if stream.isAnswered {
                reset(id, NGHTTP2_CANCEL)
            } else {
                respond(HTTPFault.late.response, to: id, date: date)
            }
        }
        return expired.count { !$0.value.isLingering }
    }

    private func reset(_ id: Int32, _ code: nghttp2_error_code) {
        _ = inside { Int(nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, code.rawValue)) }
    }

    /// Takes note that the last byte of an answer is out.
    func hasAnswered(_ id: Int32) {
        guard streams[id] != nil else { return }
        streams[id]?.endAnswer(limits, now: now)
        requestsInFlight -= 1
        if let start = streams[id]?.routedSince {
            answered.append(start)
        }
    }

    /// Changes a stream and keeps count of what it claims; nil if there is no such stream.
    @discardableResult
    func update<Result>(_ id: Int32, _ change: (inout HTTP2Stream) -> Result) -> Result? {
        // Out of the table while it changes, so that its body is not copied.
        guard var stream = streams.removeValue(forKey: id) else { return nil }
        let before = stream.bytesClaimed
        let result = change(&stream)
        bytesClaimed += stream.bytesClaimed - before
        streams[id] = stream
        return result
    }
}

// MARK: - Setting up

extension HTTP2Session {
    private static func newSession(_ limits: Limits) throws(HTTP2Fault) -> OpaquePointer {
        var callbacks: OpaquePointer?
        var option: OpaquePointer?
        var session: OpaquePointer?
        defer {
            nghttp2_session_callbacks_del(callbacks)
            nghttp2_option_del(option)
        }
        guard nghttp2_session_callbacks_new(&callbacks) == 0, nghttp2_option_new(&option) == 0 else {
            throw HTTP2Fault(code: NGHTTP2_ERR_NOMEM.rawValue)
        }
        HTTP2Callbacks.install(in: callbacks)
        nghttp2_option_set_stream_reset_rate_limit(
            option,
            UInt64(limits.streamResetBurst),
            UInt64(limits.streamResetsPerSecond)
        )
        nghttp2_option_set_max_continuations(option, limits.continuations)
        // Closed streams are kept for a priority tree that nobody uses.
        nghttp2_option_set_no_closed_streams(option, 1)
        // Callbacks and options are copied into the session.
        let result = nghttp2_session_server_new2(&session, callbacks, nil, option)
        guard result == 0, let session else { throw HTTP2Fault(code: result) }
        return session
    }

    private func submitSettings() throws(HTTP2Fault) {
        let settings = [
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS.rawValue),
                value: UInt32(limits.concurrentStreams)
            ),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE.rawValue),
                value: UInt32(limits.streamWindow)
            ),
            nghttp2_settings_entry(
                settings_id: Int32(NGHTTP2_SETTINGS_MAX_HEADER_LIST_SIZE.rawValue),
                value: UInt32(limits.headBytes)
            ),
        ]
        let none = UInt8(NGHTTP2_FLAG_NONE.rawValue)
        // The entries are copied.
        guard nghttp2_submit_settings(session, none, settings, settings.count) == 0,
            nghttp2_session_set_local_window_size(session, none, 0, Int32(limits.connectionWindow)) == 0
        else { throw HTTP2Fault(code: NGHTTP2_ERR_NOMEM.rawValue) }
    }

    /// Calls nghttp2, once at a time, unless it has failed for good.
    private func inside(_ call: () -> Int) -> Int {
        if let fatalFault {
            return Int(fatalFault.code)
        }
        precondition(!isInsideLibrary, "HTTP2Session entered from an nghttp2 callback")
        isInsideLibrary = true
        defer { isInsideLibrary = false }
        return call()
    }
}

/// Why an HTTP/2 connection cannot go on.
package struct HTTP2Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// A negative `nghttp2_error`.
    package let code: Int32

    package var description: String {
        // A static string of the library.
        "HTTP/2: \(String(cString: nghttp2_strerror(code)))"
    }
}

/// One whole request that came over HTTP/2.
package struct HTTP2Request {
    package let stream: Int32
    package let request: Request
    /// What is wrong with it, where no route may see it.
    package let fault: HTTPFault?
}

/// One stream of an HTTP/2 connection: a request that comes, then an answer that goes.
struct HTTP2Stream {
    private var method = ""
    private var target = ""
    private var fields = HeaderFields()
    private var body: [UInt8] = []
    private var headBytes = 0
    private var fault: HTTPFault?
    private let start: ContinuousClock.Instant
    /// When the head, then the body must be whole; behind them, when the client must have taken more of the answer.
    private(set) var deadline: ContinuousClock.Instant
    private var answer: [UInt8] = []
    private var sent = 0
    private(set) var isAnswered = false
    /// Whether the last byte of the answer is out.
    private(set) var isOut = false
    /// When the request began, once it is given to a route; nil for what the server answers itself.
    private(set) var routedSince: ContinuousClock.Instant?
    /// Whether the client has sent all of its request.
    private var isWhole = false
    /// Whether all of the answer is out and the request still comes. It is thrown away until `deadline`: curl, for one,
    /// drops the answer when the stream is reset while it sends.
    private(set) var isLingering = false

    /// - Parameters:
    ///   - limits: how long the request may take.
    ///   - now: when its first bytes came.
    ///   - refusal: what is wrong with it, whatever it is; nil for nothing.
    init(limits: Limits, now: ContinuousClock.Instant, refusal: HTTPFault?) {
        start = now
        fault = refusal
        deadline = now + limits.headTime
    }

    var isHead: Bool { method == "HEAD" }

    /// Bytes of the request that have come and are held.
    var bytesClaimed: Int { isAnswered ? 0 : headBytes + body.count }

    /// Takes one header field, pseudo-header fields included; false if there is far too much of them to say so politely.
    mutating func receive(name: UnsafeBufferPointer<UInt8>, value: UnsafeBufferPointer<UInt8>, _ limits: Limits) -> Bool
    {
        // RFC 9113 §10.5.1 counts 32 bytes for the overhead of each field.
        headBytes += name.count + value.count + 32
        guard fault == nil else { return headBytes <= 2 * limits.headBytes }
        guard headBytes <= limits.headBytes, fields.count < limits.headerFields else {
            fault = HTTPFault(
                .requestHeaderFieldsTooLarge,
                "the header fields are longer than \(limits.headBytes) bytes or more than \(limits.headerFields)"
            )
            fields = HeaderFields()
            return true
        }
        if name.first != UInt8(ascii: ":") {
            fields.append(name: name, value: value)
        } else if name.elementsEqual(":method".utf8) {
            method = String(decoding: value, as: UTF8.self)
        } else if name.elementsEqual(":path".utf8) {
            target = String(decoding: value, as: UTF8.self)
        }
        return true
    }

    mutating func endHead(_ limits: Limits, now: ContinuousClock.Instant) {
        deadline = now + limits.bodyTime
        // nghttp2 lets nothing but digits through.
        if fault == nil, let length = fields["content-length"].flatMap({ Int($0) }), length > limits.bodyBytes {
            fault = .bodyTooLarge(limits)
        }
    }

    /// Takes a piece of the body.
    mutating func receive(body piece: UnsafeBufferPointer<UInt8>, _ limits: Limits) {
        guard fault == nil, !isAnswered else { return }
        guard body.count + piece.count <= limits.bodyBytes else {
            fault = .bodyTooLarge(limits)
            body = []
            return
        }
        if body.isEmpty {
            // JSON wants room behind the body.
            body.reserveCapacity(piece.count + 64)
        }
        body.append(contentsOf: piece)
    }

    mutating func endRequest() {
        isWhole = true
    }

    /// Whether the request can be answered before it is whole, because of what is wrong with it.
    var isHopeless: Bool { fault != nil && !isAnswered }

    /// The whole request, to be answered; nil if it is already.
    mutating func take(_ id: Int32, now: ContinuousClock.Instant) -> HTTP2Request? {
        guard !isAnswered else { return nil }
        routedSince = fault == nil ? start : nil
        let request = Request(method: method, target: target, fields: fields, body: body, age: now - start)
        return HTTP2Request(stream: id, request: request, fault: fault)
    }

    mutating func answer(with response: Response, until deadline: ContinuousClock.Instant) {
        isAnswered = true
        answer = response.body
        body = []
        fields = HeaderFields()
        self.deadline = deadline
    }

    /// Takes note that the last byte of the answer is out.
    mutating func endAnswer(_ limits: Limits, now: ContinuousClock.Instant) {
        isOut = true
        guard !isWhole else { return }
        isLingering = true
        deadline = now + limits.lingerTime
    }

    /// Moves the next bytes of the answer into `buffer`, and says how many and whether they are the last. The client has
    /// until `deadline` to take more.
    mutating func send(
        into buffer: UnsafeMutableBufferPointer<UInt8>,
        until deadline: ContinuousClock.Instant
    ) -> (count: Int, isLast: Bool) {
        let count = min(buffer.count, answer.count - sent)
        _ = buffer.update(fromContentsOf: answer[sent..<sent + count])
        sent += count
        self.deadline = deadline
        return (count, sent == answer.count)
    }
}

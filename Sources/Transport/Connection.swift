import HTTP
import TLS
import Telemetry

/// One connection: a socket, TLS or nothing on it, HTTP on that. Confined to its loop's thread.
final class Connection {
    enum Fate {
        case stays
        case closes
    }

    private enum Stage {
        case handshake
        case exchange(any Exchange)
        /// Everything is said; what the client still sends is thrown away until it closes its side.
        case lingering
    }

    let descriptor: FileDescriptor
    /// The place that the connection takes, and gives back when it goes.
    private(set) var place: ConnectionPlaces.Kind
    /// What epoll watches the socket for.
    private(set) var interest: Readiness = .readable
    private let channel: Channel
    private var stage: Stage
    private let limits: Limits
    /// When the present stage began.
    private var stageStart: ContinuousClock.Instant
    /// When the client last took something of what waits for it, or nothing waited.
    private var lastTaken: ContinuousClock.Instant
    /// Whether the client has closed its side.
    private var hasEnded = false
    /// Whether we have closed ours.
    private var hasShutDown = false

    /// - Parameters:
    ///   - descriptor: the socket, which closes with the connection.
    ///   - tls: how to speak TLS; nil speaks HTTP/1.1 without it.
    ///   - place: the place that it takes.
    ///   - loop: whose connection it is.
    /// - Throws: `TLSError` when memory is short.
    init(
        _ descriptor: consuming FileDescriptor,
        _ tls: TLSContext?,
        _ place: ConnectionPlaces.Kind,
        _ loop: LoopContext
    ) throws(TLSError) {
        self.descriptor = descriptor
        self.place = place
        if let tls {
            channel = .tls(try TLSSession(tls))
            stage = .handshake
        } else {
            channel = .plain(PlainSession())
            stage = .exchange(HTTP1Exchange(loop, place))
        }
        limits = loop.limits
        stageStart = loop.now
        lastTaken = loop.now
    }

    var isShakingHands: Bool {
        if case .handshake = stage { true } else { false }
    }

    /// Since when the connection has been of no use to anybody, for so long that it may be closed for another: a handshake
    /// since it began, an exchange since its last request. Nil for a connection that may not. In the reserve nobody has more
    /// time to ask than to shake hands: all that it hears there is that there is no room.
    func dispensableSince(_ loop: LoopContext) -> ContinuousClock.Instant? {
        switch stage {
        case .handshake: return loop.now >= stageStart + limits.evictionHandshakeTime ? stageStart : nil
        // It goes soon, and to close it now may reset it under its last answer.
        case .lingering: return nil
        case .exchange(let exchange) where place == .reserve:
            guard channel.unsentCount == 0, loop.now >= exchange.idleSince + limits.evictionHandshakeTime else {
                return nil
            }
            return exchange.idleSince
        case .exchange(let exchange):
            guard isUnused(exchange), loop.now >= exchange.idleSince + limits.evictionIdleTime else { return nil }
            return exchange.idleSince
        }
    }

    /// Whether no request is under way and every answer is sent.
    private func isUnused(_ exchange: any Exchange) -> Bool {
        exchange.isIdle && channel.unsentCount == 0
    }

    /// Does what the socket is ready for.
    func handle(_ readiness: Readiness, _ loop: LoopContext) -> Fate {
        if !readiness.isDisjoint(with: [.readable, .broken]) {
            return receive(loop)
        }
        return flush(loop)
    }

    /// Acts on deadlines that have passed.
    func tick(_ loop: LoopContext) -> Fate {
        if channel.unsentCount > 0, loop.now >= lastTaken + limits.writeTime {
            loop.counters.timeouts.increment()
            return .closes
        }
        switch stage {
        case .handshake:
            guard loop.now >= stageStart + limits.handshakeTime else { return .stays }
            loop.counters.timeouts.increment()
            countFailedHandshake(.timeout, loop)
            return .closes
        case .lingering:
            return channel.unsentCount == 0 && loop.now >= lastTaken + limits.lingerTime ? .closes : .stays
        case .exchange(let exchange):
            guard loop.now >= exchange.deadline else { return .stays }
            exchange.expire(loop)
            return finishTurn(exchange, loop)
        }
    }

    /// Tells the client to go elsewhere.
    func drain(_ loop: LoopContext) -> Fate {
        guard case .exchange(let exchange) = stage else { return .stays }
        exchange.drain(loop)
        return finishTurn(exchange, loop)
    }

    /// Takes leave, now that the server stops, of a client from which nothing came for a while.
    ///
    /// The connection then lingers, as one does whose last answer is under way, until the client closes its side: a request
    /// that crosses what the client is told would have the kernel reset a closed connection, and take it away.
    func retire(_ loop: LoopContext) -> Fate {
        guard isRetiring(loop) else { return .stays }
        // Something may have come that epoll has not told of.
        guard receive(loop) == .stays else { return .closes }
        guard isRetiring(loop) else { return .stays }
        guard case .exchange(let exchange) = stage else { return .closes }
        exchange.leave(loop)
        return finishTurn(exchange, loop)
    }

    private func isRetiring(_ loop: LoopContext) -> Bool {
        switch stage {
        case .handshake: return loop.now >= stageStart + limits.stopArrivalTime
        case .lingering: return false
        case .exchange(let exchange):
            let patience = exchange.hasAnswered ? limits.stopTime : limits.stopArrivalTime
            return isUnused(exchange) && loop.now >= exchange.idleSince + patience
        }
    }

    /// Ends the connection with a word to the client, where it can still take one.
    func end(_ loop: LoopContext) {
        if case .exchange(let exchange) = stage {
            exchange.close(loop)
            _ = encrypt(loop)
            exchange.release(loop)
            loop.meter.flush()
            channel.close()
        }
        send(loop)
    }
}

// MARK: - In

extension Connection {
    /// One read a turn: whoever sends much waits for its neighbours.
    private func receive(_ loop: LoopContext) -> Fate {
        let count: Int
        switch descriptor.receive(into: loop.ciphertext) {
        case .done(let received): count = received
        case .wouldBlock: return flush(loop)
        case .failed:
            if isShakingHands {
                countFailedHandshake(.closed, loop)
            }
            return .closes
        }
        guard count > 0 else { return finishSending(loop) }
        if case .lingering = stage {
            return flush(loop)
        }
        channel.receive(UnsafeRawBufferPointer(rebasing: loop.ciphertext[..<count]))
        if case .handshake = stage, case .tls(let session) = channel, shakeHands(session, loop) == .closes {
            return .closes
        }
        guard case .exchange(let exchange) = stage else { return flush(loop) }
        takeRegularPlace(exchange, loop)
        return read(exchange, loop)
    }

    /// Serves a connection of the reserve like any other, if there is room by now and nothing has been asked yet.
    private func takeRegularPlace(_ exchange: any Exchange, _ loop: LoopContext) {
        guard place == .reserve, exchange.isIdle, loop.places.take(.regular) else { return }
        loop.places.give(place)
        place = .regular
        exchange.welcome()
    }

    /// The client sends no more: what it has asked is still answered.
    private func finishSending(_ loop: LoopContext) -> Fate {
        if case .handshake = stage {
            countFailedHandshake(.closed, loop)
            return .closes
        }
        hasEnded = true
        return flush(loop)
    }

    private func shakeHands(_ session: TLSSession, _ loop: LoopContext) -> Fate {
        switch session.handshake() {
        case .incomplete: return .stays
        case .complete(let selected):
            switch selected {
            case .http1: stage = .exchange(HTTP1Exchange(loop, place))
            case .http2:
                guard let exchange = try? HTTP2Exchange(loop, place) else { return .closes }
                stage = .exchange(exchange)
            }
            stageStart = loop.now
            return .stays
        case .failed(let error):
            countFailedHandshake(HandshakeFailure(error), loop)
            // What is wrong stands in an alert for the client.
            send(loop)
            return .closes
        }
    }

    /// A handshake of the server with itself ends as soon as it has seen the certificate, which is no failure.
    private func countFailedHandshake(_ cause: HandshakeFailure, _ loop: LoopContext) {
        guard !loop.ownPorts.contains(descriptor.peerPort) else { return }
        loop.counters.handshakesFailed.increment(cause)
    }

    /// Decrypts everything that has come and hands it on; then encrypts the answers together.
    private func read(_ exchange: any Exchange, _ loop: LoopContext) -> Fate {
        while !exchange.isOver {
            switch channel.read(into: loop.plaintext) {
            case .bytes(let count):
                exchange.receive(UnsafeRawBufferPointer(rebasing: loop.plaintext[..<count]), loop)
            case .incomplete: return finishTurn(exchange, loop)
            case .closed:
                hasEnded = true
                return finishTurn(exchange, loop)
            case .failed:
                loop.counters.recordsFailed.increment()
                _ = finishTurn(exchange, loop)
                return .closes
            }
        }
        return finishTurn(exchange, loop)
    }
}

// MARK: - Out

extension Connection {
    /// Encrypts what the exchange has said and, if that was the last, closes this side.
    private func finishTurn(_ exchange: any Exchange, _ loop: LoopContext) -> Fate {
        guard encrypt(loop) == .stays else { return .closes }
        if exchange.isOver {
            exchange.release(loop)
            channel.close()
            stage = .lingering
            stageStart = loop.now
        }
        loop.meter.flush()
        return flush(loop)
    }

    /// Encrypts what stands in `loop.output`, which is empty afterwards.
    private func encrypt(_ loop: LoopContext) -> Fate {
        guard !loop.output.isEmpty else { return .stays }
        defer { loop.output.removeAll(keepingCapacity: loop.output.capacity <= limits.bytesUnsent) }
        if channel.unsentCount == 0 {
            lastTaken = loop.now
        }
        do {
            // OpenSSL, or a buffer of ours, copies the bytes before it returns.
            try loop.output.withUnsafeBytes { try channel.write($0) }
            return .stays
        } catch {
            loop.counters.recordsFailed.increment()
            return .closes
        }
    }

    /// Sends what waits, as far as the client takes it, and says what to watch the socket for.
    private func flush(_ loop: LoopContext) -> Fate {
        guard send(loop) == .stays else { return .closes }
        let unsent = channel.unsentCount
        if unsent == 0 {
            if hasEnded {
                return .closes
            }
            if case .lingering = stage, !hasShutDown {
                descriptor.shutDownSending()
                hasShutDown = true
            }
        }
        interest = hasEnded || unsent > limits.bytesUnsent ? [] : .readable
        if unsent > 0 {
            interest.insert(.writable)
        }
        return .stays
    }

    @discardableResult
    private func send(_ loop: LoopContext) -> Fate {
        var fate = Fate.stays
        if channel.unsentCount == 0 {
            return fate
        }
        channel.sendBytes { bytes in
            switch descriptor.send(bytes) {
            case .done(let count):
                lastTaken = loop.now
                return count
            case .wouldBlock: return 0
            case .failed:
                fate = .closes
                return 0
            }
        }
        return fate
    }
}

import HTTP
import TLS
import Telemetry

/// One connection: a socket, TLS on it, HTTP on that. Confined to its loop's thread.
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
    /// What epoll watches the socket for.
    private(set) var interest: Readiness = .readable
    private let tls: TLSSession
    private var stage = Stage.handshake
    private let limits: Limits
    /// When the present stage began, or the client last took something of what waits for it.
    private var progress: ContinuousClock.Instant

    init(_ descriptor: consuming FileDescriptor, _ context: TLSContext, _ loop: LoopContext) throws(TLSError) {
        self.descriptor = descriptor
        tls = try TLSSession(context)
        limits = loop.limits
        progress = loop.now
    }

    var isShakingHands: Bool {
        if case .handshake = stage { true } else { false }
    }

    /// Whether the connection can be closed without anyone missing an answer.
    var isIdle: Bool {
        switch stage {
        case .handshake: true
        case .lingering: false
        case .exchange(let exchange): exchange.isIdle && tls.unsentCount == 0
        }
    }

    /// Does what the socket is ready for.
    func handle(_ readiness: Readiness, _ loop: LoopContext) -> Fate {
        if !readiness.isDisjoint(with: [.readable, .broken]), receive(loop) == .closes {
            return .closes
        }
        return flush(loop)
    }

    /// Acts on deadlines that have passed.
    func tick(_ loop: LoopContext) -> Fate {
        if !isShakingHands, tls.unsentCount > 0, loop.now >= progress + limits.writeTime {
            loop.counters.timeouts.increment()
            return .closes
        }
        switch stage {
        case .handshake:
            guard loop.now >= progress + limits.handshakeTime else { return .stays }
            loop.counters.timeouts.increment()
            return .closes
        case .lingering:
            return tls.unsentCount == 0 && loop.now >= progress + limits.lingerTime ? .closes : .stays
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

    /// Ends the connection at once if nobody misses an answer by that, else behind the answers that are due.
    func finish(_ loop: LoopContext) -> Fate {
        // A request that waits in the socket has begun, too, even behind the last bytes of a handshake.
        guard handle(interest, loop) == .stays else { return .closes }
        return isIdle ? .closes : drain(loop)
    }

    /// Ends the connection with a word to the client, where it can still take one.
    func end(_ loop: LoopContext) {
        if case .exchange(let exchange) = stage {
            exchange.release(loop)
            tls.close()
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
        case .done(let received) where received > 0: count = received
        case .wouldBlock: return .stays
        case .done, .failed:
            if isShakingHands {
                loop.counters.handshakesFailed.increment()
            }
            return .closes
        }
        if case .lingering = stage {
            return .stays
        }
        tls.receive(UnsafeRawBufferPointer(rebasing: loop.ciphertext[..<count]))
        if case .handshake = stage, shakeHands(loop) == .closes {
            return .closes
        }
        guard case .exchange(let exchange) = stage else { return .stays }
        return read(exchange, loop)
    }

    private func shakeHands(_ loop: LoopContext) -> Fate {
        switch tls.handshake() {
        case .incomplete: return .stays
        case .complete(let selected):
            switch selected {
            case .http1: stage = .exchange(HTTP1Exchange(loop))
            case .http2:
                guard let exchange = try? HTTP2Exchange(loop) else { return .closes }
                stage = .exchange(exchange)
            }
            progress = loop.now
            return .stays
        case .failed:
            loop.counters.handshakesFailed.increment()
            // What is wrong stands in an alert for the client.
            send(loop)
            return .closes
        }
    }

    /// Decrypts everything that has come and hands it on; then encrypts the answers together.
    private func read(_ exchange: any Exchange, _ loop: LoopContext) -> Fate {
        while !exchange.isOver {
            switch tls.read(into: loop.plaintext) {
            case .bytes(let count):
                exchange.receive(UnsafeRawBufferPointer(rebasing: loop.plaintext[..<count]), loop)
            case .incomplete:
                return finishTurn(exchange, loop)
            case .closed, .failed:
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
        defer { loop.output.removeAll(keepingCapacity: loop.output.capacity <= limits.bytesUnsent) }
        do {
            // OpenSSL copies the bytes before it returns.
            try loop.output.withUnsafeBytes { try tls.write($0) }
        } catch {
            return .closes
        }
        if exchange.isOver {
            exchange.release(loop)
            tls.close()
            stage = .lingering
            progress = loop.now
        }
        return flush(loop)
    }

    /// Sends what waits, as far as the client takes it, and says what to watch the socket for.
    private func flush(_ loop: LoopContext) -> Fate {
        guard send(loop) == .stays else { return .closes }
        let unsent = tls.unsentCount
        if case .lingering = stage, unsent == 0 {
            descriptor.shutDownSending()
        }
        interest = unsent > limits.bytesUnsent ? [] : .readable
        if unsent > 0 {
            interest.insert(.writable)
        }
        return .stays
    }

    @discardableResult
    private func send(_ loop: LoopContext) -> Fate {
        var fate = Fate.stays
        tls.sendCiphertext { bytes in
            switch descriptor.send(bytes) {
            case .done(let count):
                // A handshake has its time as a whole.
                if !isShakingHands {
                    progress = loop.now
                }
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

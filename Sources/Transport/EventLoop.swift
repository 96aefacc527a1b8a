import CLinux
import Glibc
import HTTP
import TLS
import Telemetry

/// One thread's share of the server: a listener, its connections, and the turns in which they are served. No loop waits
/// for another, and nothing in a turn blocks.
///
/// Made and run on its own thread; other threads reach it through its mailbox only.
final class EventLoop {
    /// A connection or the place for one. The generation tells a connection from the one that had its place before: an
    /// event that was queued for that one is not for this.
    private struct Slot {
        var generation: UInt32 = 0
        var connection: Connection?
    }

    private enum Token {
        static let listener = UInt64.max
        static let mailbox = UInt64.max - 1
    }

    private var epoll: Epoll
    private let listener: ListeningSocket
    private let mailbox: LoopMailbox
    private let context: LoopContext
    /// What connections begin with; nil where they speak plain HTTP.
    private var tls: LiveCertificate.View?
    private var slots: [Slot] = []
    private var freeSlots: [Int] = []
    /// When a search for a connection to be closed for another was last in vain.
    private var lastWithoutRoom: [ConnectionPlaces.Kind: ContinuousClock.Instant] = [:]
    private var isListening = false
    private var stopDeadline: ContinuousClock.Instant?
    private var nextTick: ContinuousClock.Instant

    init(
        listener: ListeningSocket,
        mailbox: LoopMailbox,
        tls: LiveCertificate.View?,
        context: LoopContext
    ) throws(SystemError) {
        self.listener = listener
        self.mailbox = mailbox
        self.tls = tls
        self.context = context
        nextTick = context.now + context.limits.tickTime
        epoll = try Epoll()
        try epoll.add(mailbox.number, .readable, token: Token.mailbox)
        try listen()
    }

    /// Serves until told to stop.
    func run() throws(SystemError) {
        defer { context.pulse.endTurn() }
        while !isFinished {
            context.pulse.endTurn()
            let count = try epoll.wait(timeout: waitTime)
            context.beginTurn()
            serve(count)
            if context.now >= nextTick {
                tick()
            }
        }
        forEachConnection { _ in .closes }
    }

    /// Serves what is ready: requests first, for whoever waits for an answer goes before whoever only arrives. A handshake
    /// takes as long as twenty requests, so only a few are done in a turn; epoll reports the others again.
    private func serve(_ count: Int) {
        let commands = takeCommands(count)
        var arrivals = false
        var handshakes = 0
        for index in 0..<count {
            let event = epoll.event(at: index)
            switch event.token {
            case Token.listener: arrivals = true
            case Token.mailbox: break
            default:
                guard let connection = connection(of: event) else { continue }
                if connection.isShakingHands {
                    handshakes += 1
                } else {
                    serve(connection, event)
                }
            }
        }
        if handshakes > 0 {
            shakeHands(count)
        }
        if arrivals {
            accept(upTo: Self.arrivalsPerTurn)
        }
        // Behind the requests that came with them.
        commands.forEach(obey)
    }

    /// What other threads want, if they want something. Answers from here on ask clients to go elsewhere, if that is it.
    private func takeCommands(_ count: Int) -> [LoopCommand] {
        guard (0..<count).contains(where: { epoll.event(at: $0).token == Token.mailbox }) else { return [] }
        let commands = mailbox.take()
        context.isDraining = context.isDraining || commands.contains(where: \.sendsClientsAway)
        return commands
    }

    private func shakeHands(_ count: Int) {
        var left = Self.handshakesPerTurn
        for index in 0..<count where left > 0 {
            let event = epoll.event(at: index)
            if let connection = connection(of: event), connection.isShakingHands {
                serve(connection, event)
                left -= 1
            }
        }
    }

    private var connectionCount: Int { slots.count - freeSlots.count }

    private var isFinished: Bool {
        guard let stopDeadline else { return false }
        return connectionCount == 0 || context.now >= stopDeadline
    }

    /// Milliseconds until the next tick; without connections there is nothing to look after.
    private var waitTime: CInt {
        guard connectionCount > 0 || !isListening else { return -1 }
        let rest = nextTick - context.now
        return CInt(max(0, rest.components.seconds * 1000 + rest.components.attoseconds / 1_000_000_000_000_000)) + 1
    }
}

// MARK: - Connections

extension EventLoop {
    /// Connections taken in one turn; the rest come in the next, after those that are being served.
    private static let arrivalsPerTurn = 16
    /// Handshakes driven in one turn: about a millisecond of work, which is the most that a request then waits for them.
    private static let handshakesPerTurn = 4

    private func accept(upTo count: Int) {
        for _ in 0..<count {
            switch listener.accept() {
            case .done(let number): admit(FileDescriptor(owning: CInt(number)))
            case .wouldBlock: return
            case .failed(EMFILE), .failed(ENFILE), .failed(ENOBUFS), .failed(ENOMEM):
                // The connection stays in the queue and would wake us for ever: look again at the next tick.
                context.counters.acceptPauses.increment()
                return pauseListening()
            case .failed:
                // It was gone before we took it.
                continue
            }
        }
    }

    private func admit(_ descriptor: consuming FileDescriptor) {
        guard let place = takePlace() else {
            return context.counters.refused.increment()
        }
        guard let connection = try? Connection(descriptor, tls?.current(), place, context) else {
            // OpenSSL has no memory for one more.
            context.counters.refused.increment()
            return context.places.give(place)
        }
        context.counters.accepted.increment()
        let index = freeSlots.popLast() ?? slots.count
        if index == slots.count {
            slots.append(Slot())
        }
        slots[index].connection = connection
        do throws(SystemError) {
            try epoll.add(connection.descriptor.number, connection.interest, token: token(index))
        } catch {
            // The kernel has no memory for one more.
            context.counters.refused.increment()
            forget(index, connection)
        }
    }

    /// A place for one more connection; nil if there is none even in the reserve.
    private func takePlace() -> ConnectionPlaces.Kind? {
        for kind in [ConnectionPlaces.Kind.regular, .reserve] {
            if context.places.take(kind) || makeRoom(kind) && context.places.take(kind) {
                return kind
            }
        }
        return nil
    }

    /// Closes the connection of this loop, of those with a place of a kind, that is of least use to anybody: the oldest
    /// handshake or, without any, the one idle for longest. False if none may be closed.
    private func makeRoom(_ kind: ConnectionPlaces.Kind) -> Bool {
        // Nothing comes of age within a turn, and a flood would have all connections gone through for every arrival.
        guard lastWithoutRoom[kind] != context.now else { return false }
        var chosen: (index: Int, isShakingHands: Bool, since: ContinuousClock.Instant)?
        for index in slots.indices {
            guard let connection = slots[index].connection, connection.place == kind,
                let since = connection.dispensableSince(context)
            else { continue }
            let isShakingHands = connection.isShakingHands
            if let chosen, (chosen.isShakingHands ? 0 : 1, chosen.since) <= (isShakingHands ? 0 : 1, since) {
                continue
            }
            chosen = (index, isShakingHands, since)
        }
        guard let chosen else {
            lastWithoutRoom[kind] = context.now
            return false
        }
        context.counters.evicted.increment()
        close(chosen.index)
        return true
    }

    /// The connection that an event is about; nil if it is gone, or the event is not about one.
    private func connection(of event: Epoll.Event) -> Connection? {
        let index = Int(UInt32(truncatingIfNeeded: event.token))
        guard index < slots.count, slots[index].generation == UInt32(event.token >> 32) else { return nil }
        return slots[index].connection
    }

    private func serve(_ connection: Connection, _ event: Epoll.Event) {
        let before = connection.interest
        let fate = connection.handle(event.readiness, context)
        settle(fate, connection, Int(UInt32(truncatingIfNeeded: event.token)), before)
    }

    /// Closes a connection, or has epoll watch it for what it now waits for.
    private func settle(_ fate: Connection.Fate, _ connection: Connection, _ index: Int, _ before: Readiness) {
        switch fate {
        case .closes: close(index)
        case .stays where connection.interest != before:
            do throws(SystemError) {
                try epoll.modify(connection.descriptor.number, connection.interest, token: token(index))
            } catch {
                close(index)
            }
        case .stays: break
        }
    }

    private func close(_ index: Int) {
        guard let connection = slots[index].connection else { return }
        connection.end(context)
        // Before the descriptor's number can be given to another connection. It is there, or the loop is broken.
        try? epoll.remove(connection.descriptor.number)
        forget(index, connection)
    }

    private func forget(_ index: Int, _ connection: Connection) {
        slots[index].connection = nil
        slots[index].generation &+= 1
        freeSlots.append(index)
        context.places.give(connection.place)
    }

    private func token(_ index: Int) -> UInt64 {
        UInt64(slots[index].generation) << 32 | UInt64(index)
    }
}

// MARK: - Time and commands

extension EventLoop {
    /// Looks at every connection's deadlines. A few thousand comparisons a second are cheaper than keeping them in order.
    private func tick() {
        nextTick = context.now + (stopDeadline == nil ? context.limits.tickTime : context.limits.stopTime / 4)
        forEachConnection { $0.tick(context) }
        if stopDeadline != nil {
            forEachConnection { $0.retire(context) }
        } else if !isListening {
            // Fails where the kernel has no memory yet; then the next tick tries again.
            try? listen()
        }
    }

    private func forEachConnection(_ body: (Connection) -> Connection.Fate) {
        for index in slots.indices {
            guard let connection = slots[index].connection else { continue }
            let before = connection.interest
            settle(body(connection), connection, index, before)
        }
    }

    private func obey(_ command: LoopCommand) {
        switch command {
        case .drain:
            forEachConnection { $0.drain(context) }
        case .stop(let deadline):
            stopDeadline = deadline
            nextTick = context.now
            // Connections that the kernel has completed for us would be reset with the listener: take them first.
            accept(upTo: context.limits.connections)
            pauseListening()
            listener.refuse()
            forEachConnection { $0.drain(context) }
            forEachConnection { $0.retire(context) }
        }
    }

    private func listen() throws(SystemError) {
        try epoll.add(listener.number, .readable, token: Token.listener)
        isListening = true
    }

    private func pauseListening() {
        guard isListening else { return }
        // It is there, or the loop is broken.
        try? epoll.remove(listener.number)
        isListening = false
    }
}

extension Limits {
    /// How often deadlines are looked at: once a second, more often where one is shorter than that.
    fileprivate var tickTime: Duration {
        let shortest = [handshakeTime, headTime, bodyTime, writeTime, idleTime, lingerTime].min() ?? .seconds(1)
        return min(.seconds(1), shortest / 4)
    }
}

import Dispatch
package import HTTP
import Synchronization
import TLS
import Telemetry

/// An HTTP server, with TLS or without: loops that share a port and nothing else.
package final class Server: Sendable {
    /// Where the server listens; with the port that the system has chosen for port 0.
    package let address: SocketAddress
    package let counters: ServerCounters
    /// What the server presents; nil where it speaks plain HTTP.
    package let certificate: LiveCertificate?
    /// Where the server has lately connected to itself from.
    let ownPorts = OwnPorts()
    private let mailboxes: [LoopMailbox]
    private let pulses: [LoopPulse]
    private let turnTime: Duration
    private let running: DispatchGroup

    /// Binds the port and begins to serve; when this returns, every loop does.
    ///
    /// - Parameters:
    ///   - settings: what to listen on and with which certificate.
    ///   - counters: where to count what happens.
    ///   - makeResponder: called on each loop's thread, for a responder of its own.
    ///   - failed: called when a loop ends later for a reason of the system's that it cannot live with.
    /// - Throws: `SystemError` when the address or something else that the system must give cannot be had, `TLSError` for a
    ///   certificate or key that cannot be used.
    package init(
        _ settings: ServerSettings,
        counters: ServerCounters = ServerCounters(),
        makeResponder: @escaping @Sendable () -> any Responder,
        failed: @escaping @Sendable (SystemError) -> Void
    ) throws {
        let certificate = try settings.tls.map { try LiveCertificate($0, names: settings.certificateNames) }
        // Others could take the port with us and half of the connections, and nobody would notice.
        _ = try ListeningSocket(settings.address, isShared: false)
        // All sockets listen before any loop serves: no connection finds only some of them.
        var listeners = [try ListeningSocket(settings.address)]
        let address = listeners[0].address
        while listeners.count < settings.loops {
            listeners.append(try ListeningSocket(address))
        }
        var mailboxes: [LoopMailbox] = []
        for _ in listeners {
            mailboxes.append(try LoopMailbox())
        }
        self.address = address
        self.counters = counters
        self.certificate = certificate
        self.mailboxes = mailboxes
        pulses = mailboxes.map { _ in LoopPulse() }
        turnTime = settings.limits.turnTime
        running = DispatchGroup()
        let places = ConnectionPlaces(settings.limits, counters)
        let bytes = Budget(limit: settings.limits.bytesInFlight, used: counters.bodyBytesInFlight)
        let starts = Starts(count: listeners.count)
        for ((listener, mailbox), pulse) in zip(zip(listeners, mailboxes), pulses) {
            running.enter()
            let loop: @Sendable () -> Void = { [running, ownPorts] in
                defer { running.leave() }
                var hasStarted = false
                do throws(SystemError) {
                    let context = LoopContext(
                        limits: settings.limits,
                        counters: counters,
                        responder: makeResponder(),
                        bytesInFlight: bytes,
                        places: places,
                        pulse: pulse,
                        ownPorts: ownPorts
                    )
                    let loop = try EventLoop(
                        listener: listener,
                        mailbox: mailbox,
                        tls: certificate.map { LiveCertificate.View($0) },
                        context: context
                    )
                    hasStarted = true
                    starts.note(nil)
                    try loop.run()
                } catch {
                    hasStarted ? failed(error) : starts.note(error)
                }
            }
            do throws(SystemError) {
                try NamedThread.start(settings.threadName, loop)
            } catch {
                running.leave()
                starts.note(error)
            }
        }
        do throws(SystemError) {
            try starts.wait()
        } catch {
            stop(grace: .zero)
            throw error
        }
    }

    /// A loop that does not come to the end of its turn, in words; nil if all do. To be asked from any thread.
    package var stuckLoop: String? {
        for (index, pulse) in pulses.enumerated() {
            let time = pulse.busyTime
            if time >= turnTime {
                return "loop \(index + 1) has been busy for \(time.components.seconds) s"
            }
        }
        return nil
    }

    /// Connections that have come so far, those that were closed at once among them; nil while a loop has been in one turn for
    /// `time` or longer, and those that come to it get no further.
    func arrivals(unlessStuckFor time: Duration) -> Int? {
        guard !pulses.contains(where: { $0.busyTime >= time }) else { return nil }
        return counters.accepted.value + counters.refused.value
    }

    /// Asks every client to go elsewhere, and goes on serving those that come.
    package func drain() {
        for mailbox in mailboxes {
            mailbox.send(.drain)
        }
    }

    /// Takes no more connections, finishes what has begun and waits for that, for `grace` at most.
    package func stop(grace: Duration) {
        let deadline = ContinuousClock.now + grace
        for mailbox in mailboxes {
            mailbox.send(.stop(deadline: deadline))
        }
        running.wait()
    }
}

/// How the loops of a server have started.
private final class Starts: Sendable {
    private let error = Mutex<SystemError?>(nil)
    private let done = DispatchSemaphore(value: 0)
    private let count: Int

    init(count: Int) {
        self.count = count
    }

    /// Notes that a loop has started, or why it has not.
    func note(_ error: SystemError?) {
        self.error.withLock { $0 = $0 ?? error }
        done.signal()
    }

    /// Waits for all; throws what the first of those says that have not started.
    func wait() throws(SystemError) {
        for _ in 0..<count {
            done.wait()
        }
        if let error = error.withLock(\.self) {
            throw error
        }
    }
}

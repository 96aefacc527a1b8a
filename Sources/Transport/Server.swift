import Dispatch
package import HTTP
import TLS

/// An HTTPS server: loops that share a port and nothing else.
package final class Server: Sendable {
    /// Where the server listens; with the port that the system has chosen for port 0.
    package let address: SocketAddress
    package let counters: ServerCounters
    private let mailboxes: [LoopMailbox]
    private let running: DispatchGroup

    /// Binds the port and begins to serve.
    ///
    /// - Parameters:
    ///   - settings: what to listen on and with which certificate.
    ///   - counters: where to count what happens.
    ///   - makeResponder: called on each loop's thread, for a responder of its own.
    ///   - failed: called when a loop ends for a reason of the system's that it cannot live with.
    /// - Throws: `SystemError` when the address cannot be had, `TLSError` for a certificate or key that cannot be used.
    package init(
        _ settings: ServerSettings,
        counters: ServerCounters = ServerCounters(),
        makeResponder: @escaping @Sendable () -> any Responder,
        failed: @escaping @Sendable (SystemError) -> Void
    ) throws {
        let tls = try TLSContext(settings.tls)
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
        self.mailboxes = mailboxes
        running = DispatchGroup()
        let connections = Budget(limit: settings.limits.connections)
        let bytes = Budget(limit: settings.limits.bytesInFlight)
        for (listener, mailbox) in zip(listeners, mailboxes) {
            running.enter()
            try NamedThread.start("loop") { [running] in
                defer { running.leave() }
                do throws(SystemError) {
                    let context = LoopContext(
                        limits: settings.limits,
                        counters: counters,
                        responder: makeResponder(),
                        bytesInFlight: bytes
                    )
                    let loop = try EventLoop(
                        listener: listener,
                        mailbox: mailbox,
                        tls: tls,
                        context: context,
                        openConnections: connections
                    )
                    try loop.run()
                } catch {
                    failed(error)
                }
            }
        }
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

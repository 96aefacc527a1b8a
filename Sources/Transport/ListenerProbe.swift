import Dispatch
import Glibc
import Synchronization

/// Has the server connect to itself over TLS again and again, on a thread of its own, and keeps what came of it: whoever asks
/// only reads.
package final class ListenerProbe: Sendable {
    private struct Outcome {
        var time: ContinuousClock.Instant
        /// Why the server is not to be reached; nil if it is.
        var failure: String?
        /// How many others have reached it meanwhile: more than none say that it only has too much to do.
        var others = 0
    }

    private let addresses: [SocketAddress]
    private let certificate: LiveCertificate
    private let ports: OwnPorts
    private let name: String
    private let period: Duration
    private let limit: Duration
    private let arrivals: @Sendable () -> Int?
    private let last = Mutex<Outcome?>(nil)
    private let end = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - server: which server looks at itself; one with TLS.
    ///   - name: by which of its names.
    ///   - period: how often. After a failure it looks ten times as often, to be ready as soon as it can.
    ///   - limit: how long a look may take.
    package convenience init?(
        of server: Server,
        name: String,
        every period: Duration = .seconds(10),
        within limit: Duration = .seconds(3)
    ) {
        guard let certificate = server.certificate else { return nil }
        self.init(
            server.address.ownAddresses,
            certificate,
            server.ownPorts,
            name: name,
            every: period,
            within: limit
        ) { server.arrivals(unlessStuckFor: limit) }
    }

    /// The same for any listener, with `arrivals` to tell how many connections have come so far; nil where that says nothing.
    init(
        _ addresses: [SocketAddress],
        _ certificate: LiveCertificate,
        _ ports: OwnPorts,
        name: String,
        every period: Duration,
        within limit: Duration,
        arrivals: @escaping @Sendable () -> Int? = { nil }
    ) {
        self.addresses = addresses
        self.certificate = certificate
        self.ports = ports
        self.name = name
        self.period = period
        self.limit = limit
        self.arrivals = arrivals
    }

    /// Looks once, and begins to look again and again. To be called once.
    ///
    /// - Throws: `SystemError` when the system has no thread to give.
    package func start() throws(SystemError) {
        look()
        try NamedThread.start("listener") { [self] in
            while end.wait(timeout: .now() + pause / .seconds(1)) == .timedOut {
                look()
            }
        }
    }

    /// Has the thread end after the look that it takes.
    package func stop() {
        end.signal()
    }

    /// How the listener is, for `/readyz`. An outcome that is much older than it should be says that the thread got no further.
    ///
    /// A server that others reach meanwhile stays ready: a burst of calls comes to all replicas, and were all of them to leave
    /// the Service, the API server would reach none, where it now hears of most that there is no room and tries again.
    package var health: ServingHealth {
        guard let last = last.withLock(\.self) else { return .notReady("the server has not connected to itself yet") }
        let age = ContinuousClock.now - last.time
        let words = "\(Moment.length(Int(age / .seconds(1)))) ago"
        if let failure = last.failure, last.others == 0 {
            return .notReady("\(failure), \(words)")
        }
        guard age <= period + limit * 4 else {
            return .notReady("the server last connected to itself \(words), and should every \(period)")
        }
        if let failure = last.failure {
            return .degraded("too much to do: \(failure), \(words), while \(last.others) others connected")
        }
        return .ready("\(addresses[0]) presented the certificate that counts, \(words)")
    }

    /// How long to wait before the next look.
    private var pause: Duration {
        last.withLock { $0?.failure == nil } ? period : period / 10
    }

    private func look() {
        // A certificate may have been exchanged twice meanwhile: then a second look finds the new one.
        var outcome = lookOnce()
        if outcome.failure != nil {
            outcome = lookOnce()
        }
        last.withLock { $0 = outcome }
    }

    private func lookOnce() -> Outcome {
        let before = arrivals()
        var own = 0
        guard let failure = failureOfOneLook(&own) else { return Outcome(time: .now) }
        guard failure.mayBeOfLoad, let before, let after = arrivals() else {
            return Outcome(time: .now, failure: failure.words)
        }
        return Outcome(time: .now, failure: failure.words, others: max(0, after - before - own))
    }

    /// Why the server is not to be reached, and whether too much to do may be the reason; nil if it is. The connections that
    /// this takes are counted in `own`.
    private func failureOfOneLook(_ own: inout Int) -> (words: String, mayBeOfLoad: Bool)? {
        let before = certificate.status.leaf.fingerprint
        var failure: (words: String, mayBeOfLoad: Bool)?
        for address in addresses {
            do {
                let leaf = try ServedCertificate.leaf(at: address, name: name, within: limit) { port in
                    ports.add(port)
                    own += 1
                }
                let counts = [before, certificate.status.leaf.fingerprint]
                guard !counts.contains(leaf.fingerprint) else { return nil }
                return ("\(address) presents another certificate than the one that counts: \(leaf.fingerprint)", false)
            } catch {
                // Where one family has no loopback address the other counts; what is told is the first.
                let code = (error as? SystemError)?.code ?? 0
                failure = failure ?? ("\(error)", [ETIMEDOUT, ECONNRESET, EPIPE].contains(code))
            }
        }
        return failure
    }
}

import Dispatch
import Synchronization

/// Has the server connect to itself over TLS again and again, on a thread of its own, and keeps what came of it: whoever asks
/// only reads.
package final class ListenerProbe: Sendable {
    private struct Outcome {
        var time: ContinuousClock.Instant
        /// Why the server is not to be reached; nil if it is.
        var failure: String?
    }

    private let addresses: [SocketAddress]
    private let certificate: LiveCertificate
    private let ports: OwnPorts
    private let name: String
    private let period: Duration
    private let limit: Duration
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
        )
    }

    init(
        _ addresses: [SocketAddress],
        _ certificate: LiveCertificate,
        _ ports: OwnPorts,
        name: String,
        every period: Duration,
        within limit: Duration
    ) {
        self.addresses = addresses
        self.certificate = certificate
        self.ports = ports
        self.name = name
        self.period = period
        self.limit = limit
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
    package var health: ServingHealth {
        guard let last = last.withLock(\.self) else { return .notReady("the server has not connected to itself yet") }
        let age = ContinuousClock.now - last.time
        let words = "\(Moment.length(Int(age / .seconds(1)))) ago"
        if let failure = last.failure {
            return .notReady("\(failure), \(words)")
        }
        guard age <= period + limit * 4 else {
            return .notReady("the server last connected to itself \(words), and should every \(period)")
        }
        return .ready("\(addresses[0]) presented the certificate that counts, \(words)")
    }

    /// How long to wait before the next look.
    private var pause: Duration {
        last.withLock { $0?.failure == nil } ? period : period / 10
    }

    private func look() {
        // A certificate may have been exchanged twice meanwhile: then a second look finds the new one.
        let failure = failureOfOneLook() == nil ? nil : failureOfOneLook()
        last.withLock { $0 = Outcome(time: .now, failure: failure) }
    }

    /// Why the server is not to be reached; nil if it is.
    private func failureOfOneLook() -> String? {
        let before = certificate.status.leaf.fingerprint
        var failure: String?
        for address in addresses {
            do {
                let leaf = try ServedCertificate.leaf(at: address, name: name, within: limit) { ports.add($0) }
                let counts = [before, certificate.status.leaf.fingerprint]
                guard !counts.contains(leaf.fingerprint) else { return nil }
                return "\(address) presents another certificate than the one that counts: \(leaf.fingerprint)"
            } catch {
                // Where one family has no loopback address the other counts; what is told is the first.
                failure = failure ?? "\(error)"
            }
        }
        return failure
    }
}

import Synchronization

/// Ports from which the server has lately connected to itself, so that what it does there is not held against a client.
final class OwnPorts: Sendable {
    /// The last four, 16 bits each.
    private let ports = Atomic<UInt64>(0)

    /// Notes a port; only one thread does.
    func add(_ port: UInt16) {
        ports.store(ports.load(ordering: .relaxed) << 16 | UInt64(port), ordering: .relaxed)
    }

    /// Whether a port is one of them. Somebody else may have the same port at another address, which is left out here: it is
    /// one chance in ten thousand that one failure is not counted.
    func contains(_ port: UInt16) -> Bool {
        let ports = ports.load(ordering: .relaxed)
        return port != 0 && (0..<4).contains { UInt16(truncatingIfNeeded: ports >> ($0 * 16)) == port }
    }
}

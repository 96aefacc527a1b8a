import Glibc

/// The only owner of an open descriptor, which closes with it.
struct FileDescriptor: ~Copyable, Sendable {
    let number: CInt

    /// - Parameter number: a descriptor that nobody else closes.
    init(owning number: CInt) {
        self.number = number
    }

    deinit {
        // EINTR included, Linux has closed the descriptor when close returns: never again.
        close(number)
    }

    /// Reads from a socket into `buffer`, which the system fills during the call.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Outcome {
        Syscall.outcome { recv(number, buffer.baseAddress, buffer.count, 0) }
    }

    /// Writes to a socket from `bytes`, which the system copies during the call. A peer that is gone is an error, not a
    /// signal.
    func send(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        Syscall.outcome { Glibc.send(number, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) }
    }

    /// The peer's port; 0 where there is no peer.
    var peerPort: UInt16 {
        Self.port { getpeername(number, $0, $1) }
    }

    /// The port at this end; 0 for what is no socket.
    var localPort: UInt16 {
        Self.port { getsockname(number, $0, $1) }
    }

    private static func port(
        _ call: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
    ) -> UInt16 {
        var storage = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutablePointer(to: &storage) { pointer in
            // The largest of the families that are used here; the kernel writes no more than `size`.
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { call($0, &size) }
        }
        // Both families have the port at the same place.
        return result == 0 ? UInt16(bigEndian: storage.sin6_port) : 0
    }

    /// Tells the peer that nothing more comes.
    func shutDownSending() {
        // Fails only where the peer is gone, which is what it would say.
        shutdown(number, Int32(SHUT_WR))
    }
}

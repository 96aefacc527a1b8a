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

    /// Tells the peer that nothing more comes.
    func shutDownSending() {
        // Fails only where the peer is gone, which is what it would say.
        shutdown(number, Int32(SHUT_WR))
    }
}

import CLinux
import Glibc

/// A TCP connection to somebody else, whose every step ends by a deadline.
final class OutgoingSocket {
    private let descriptor: FileDescriptor
    private let address: SocketAddress
    private let deadline: ContinuousClock.Instant

    /// - Parameters:
    ///   - address: whom to connect to.
    ///   - deadline: when to give up, here and later.
    /// - Throws: `SystemError` naming the address, with `ETIMEDOUT` past the deadline.
    init(to address: SocketAddress, until deadline: ContinuousClock.Instant) throws(SystemError) {
        let flags = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let family = address.withSockAddress { family, _, _ in family } ?? AF_INET
        descriptor = FileDescriptor(owning: try Syscall.check("socket for \(address)") { socket(family, flags, 0) })
        self.address = address
        self.deadline = deadline
        try connect()
    }

    private func connect() throws(SystemError) {
        let words = "connect to \(address)"
        // The kernel copies the address.
        let result = address.withSockAddress { _, bytes, size in
            Glibc.connect(descriptor.number, bytes, size) == 0 ? 0 : errno
        }
        switch result ?? EINVAL {
        case 0: return
        // A signal does not end the attempt.
        case EINPROGRESS, EINTR: break
        case let code: throw SystemError(words, code: code)
        }
        try wait(for: POLLOUT, words)
        var (code, size) = (CInt(0), socklen_t(MemoryLayout<CInt>.size))
        // The kernel writes the one number.
        try Syscall.check(words) { getsockopt(descriptor.number, SOL_SOCKET, SO_ERROR, &code, &size) }
        guard code == 0 else { throw SystemError(words, code: code) }
    }

    /// The port at this end.
    var localPort: UInt16 { descriptor.localPort }

    /// Sends some of `bytes` and answers how many.
    func send(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Int {
        while true {
            switch descriptor.send(bytes) {
            case .done(let count): return count
            case .wouldBlock: try wait(for: POLLOUT, "send to \(address)")
            case .failed(let code): throw SystemError("send to \(address)", code: code)
            }
        }
    }

    /// Waits for bytes and puts them into `buffer`; 0 at the end of the stream.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            switch descriptor.receive(into: buffer) {
            case .done(let count): return count
            case .wouldBlock: try wait(for: POLLIN, "receive from \(address)")
            case .failed(let code): throw SystemError("receive from \(address)", code: code)
            }
        }
    }

    private func wait(for events: CInt, _ words: String) throws(SystemError) {
        while true {
            let rest = (deadline - .now) / .milliseconds(1)
            guard rest > 0 else { throw SystemError(words, code: ETIMEDOUT) }
            var request = pollfd(fd: descriptor.number, events: Int16(events), revents: 0)
            // The kernel writes into the one request during the call. A signal only shortens the wait.
            if poll(&request, 1, CInt(min(rest.rounded(.up), 3_600_000))) > 0 {
                return
            }
        }
    }
}

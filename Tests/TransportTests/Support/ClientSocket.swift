import CLinux
import Glibc

@testable import Transport

/// A client's TCP socket that blocks, for ten seconds at most. It raises no SIGPIPE.
final class ClientSocket {
    private let number: CInt
    private var isOpen = true
    /// The server, which stops with the last that refers to it.
    private let server: AnyObject?

    /// - Parameters:
    ///   - address: where to connect to.
    ///   - server: what must stay alive as long as the socket.
    ///   - receiveBuffer: bytes that the kernel takes for a reader that does not read; nil leaves that to the kernel.
    /// - Throws: the reason why nobody listens there.
    convenience init(
        to address: SocketAddress,
        of server: AnyObject? = nil,
        receiveBuffer: CInt? = nil
    ) throws(ClientFailure) {
        try self.init(unconnected: address, of: server, receiveBuffer: receiveBuffer)
        try connect(to: address)
    }

    /// A socket that will be connected later.
    init(
        unconnected address: SocketAddress,
        of server: AnyObject? = nil,
        receiveBuffer: CInt? = nil
    ) throws(ClientFailure) {
        self.server = server
        number = Self.open(address, receiveBuffer)
        guard number >= 0 else { throw .system(errno) }
    }

    deinit {
        close()
    }

    private static func open(_ address: SocketAddress, _ receiveBuffer: CInt?) -> CInt {
        let family = address.withSockAddress { family, _, _ in family } ?? AF_INET
        let number = socket(family, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        limit(number, seconds: 10)
        var on: CInt = 1
        setsockopt(number, CInt(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<CInt>.size))
        if var receiveBuffer {
            setsockopt(number, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, socklen_t(MemoryLayout<CInt>.size))
        }
        return number
    }

    private static func limit(_ number: CInt, seconds: Int) {
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(number, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(number, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    /// Has it block longer, where something else ends a test that hangs.
    func waits(seconds: Int) {
        Self.limit(number, seconds: seconds)
    }

    func connect(to address: SocketAddress) throws(ClientFailure) {
        let code = address.withSockAddress { _, bytes, size in Glibc.connect(number, bytes, size) == 0 ? 0 : errno }
        guard code == 0 else { throw .system(code ?? EINVAL) }
    }

    /// Sends all of `bytes`.
    func send(_ bytes: [UInt8]) throws(ClientFailure) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                Glibc.send(number, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, CInt(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Self.failure(errno) }
            sent += count
        }
    }

    /// What has come, up to `limit` bytes; empty at the end of the stream.
    func receive(limit: Int = 64 << 10) throws(ClientFailure) -> [UInt8] {
        var count = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
            count = recv(number, buffer.baseAddress, limit, 0)
            filled = max(0, count)
        }
        guard count >= 0 else { throw Self.failure(errno) }
        return bytes
    }

    /// Whether something comes, an end or an error included, within `milliseconds`.
    func isReadable(within milliseconds: CInt) -> Bool {
        becomes(POLLIN, within: milliseconds)
    }

    /// Whether the kernel takes more within `milliseconds`.
    func isWritable(within milliseconds: CInt) -> Bool {
        becomes(POLLOUT, within: milliseconds)
    }

    private func becomes(_ events: CInt, within milliseconds: CInt) -> Bool {
        var descriptor = pollfd(fd: number, events: Int16(events), revents: 0)
        return poll(&descriptor, 1, milliseconds) == 1
    }

    func shutDownSending() {
        shutdown(number, CInt(SHUT_WR))
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(number)
    }

    /// Closes so that the server gets a reset instead of an end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    private static func failure(_ code: CInt) -> ClientFailure {
        switch code {
        case EAGAIN: .timedOut
        case ECONNRESET, EPIPE: .reset
        default: .system(code)
        }
    }
}

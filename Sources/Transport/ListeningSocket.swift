import CLinux
import Glibc

/// A TCP socket that listens, one of several on the same port: the kernel spreads connections over them.
final class ListeningSocket: Sendable {
    private let descriptor: FileDescriptor
    let address: SocketAddress

    var number: CInt { descriptor.number }

    /// - Parameters:
    ///   - address: where to listen.
    ///   - isShared: whether others may listen there too.
    /// - Throws: `SystemError` naming the address that cannot be had.
    init(_ address: SocketAddress, isShared: Bool = true) throws(SystemError) {
        let opened = Self.open(address, isShared: isShared)
        descriptor = FileDescriptor(owning: try opened.get())
        self.address = try Self.boundAddress(of: descriptor.number, address)
    }

    /// Takes the next connection, without blocking, set not to block.
    func accept() -> Outcome {
        Syscall.outcome { Int(clinux_accept(descriptor.number)) }
    }

    /// Has the kernel complete no more connections; those that nobody has taken are reset.
    func refuse() {
        // Fails only where that has been done before.
        shutdown(descriptor.number, Int32(SHUT_RDWR))
    }

    private static func open(_ address: SocketAddress, isShared: Bool) -> Result<CInt, SystemError> {
        let result = address.withSockAddress { family, bytes, size -> Result<CInt, SystemError> in
            Result { () throws(SystemError) -> CInt in
                let flags = CInt(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
                let number = try Syscall.check("socket for \(address)") { socket(family, flags, 0) }
                do throws(SystemError) {
                    try setOption(number, SOL_SOCKET, SO_REUSEADDR, 1)
                    try setOption(number, SOL_SOCKET, SO_REUSEPORT, isShared ? 1 : 0)
                    if family == AF_INET6 {
                        // [::] also takes IPv4, whatever the system's own default.
                        try setOption(number, CInt(IPPROTO_IPV6), IPV6_V6ONLY, 0)
                    }
                    // Accepted sockets inherit it: answers are written whole, so nothing is gained by holding them back.
                    try setOption(number, CInt(IPPROTO_TCP), TCP_NODELAY, 1)
                    try Syscall.check("bind \(address)") { bind(number, bytes, size) }
                    // So many may wait to be accepted, which a loop does 16 a turn. Beyond, the kernel drops the first packet
                    // of a connection, and its client sends it again a second later.
                    try Syscall.check("listen on \(address)") { listen(number, 1024) }
                } catch {
                    Glibc.close(number)
                    throw error
                }
                return number
            }
        }
        return result ?? .failure(SystemError("listen on \(address)", code: EINVAL))
    }

    private static func setOption(
        _ number: CInt,
        _ level: CInt,
        _ option: CInt,
        _ value: CInt
    ) throws(SystemError) {
        var value = value
        // The kernel copies the value.
        try Syscall.check("setsockopt \(option)") {
            setsockopt(number, level, option, &value, socklen_t(MemoryLayout<CInt>.size))
        }
    }

    /// The address with the port that the system has chosen for port 0.
    private static func boundAddress(of number: CInt, _ address: SocketAddress) throws(SystemError) -> SocketAddress {
        var bound = address
        var storage = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        try Syscall.check("getsockname of \(address)") {
            withUnsafeMutablePointer(to: &storage) { pointer in
                // The largest of the families that are bound here; the kernel writes no more than `size`.
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(number, $0, &size) }
            }
        }
        // Both families have the port at the same place.
        bound.port = UInt16(bigEndian: storage.sin6_port)
        return bound
    }
}

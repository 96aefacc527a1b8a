import CLinux
import Glibc

/// A numeric address and port to listen on, written `0.0.0.0:8443` or `[::]:8443`.
package struct SocketAddress: Hashable, Sendable {
    package let host: String
    package var port: UInt16

    /// Reads an address; nil if `text` is none. Port 0 lets the system choose.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else { return nil }
        let digits = text[text.index(after: colon)...]
        // UInt16 would take a sign, too.
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
            guard host.contains(":") else { return nil }
        } else if host.contains(":") {
            return nil
        }
        self.host = String(host)
        self.port = port
        guard withSockAddress({ _, _, _ in true }) != nil else { return nil }
    }

    /// Lends the address in the system's form, with its family; nil if the host is not numeric.
    func withSockAddress<Result>(
        _ body: (_ family: CInt, UnsafePointer<sockaddr>, socklen_t) throws -> Result
    ) rethrows -> Result? {
        var v4 = sockaddr_in()
        if inet_pton(AF_INET, host, &v4.sin_addr) == 1 {
            v4.sin_family = sa_family_t(AF_INET)
            v4.sin_port = port.bigEndian
            return try withBytes(of: &v4) { try body(AF_INET, $0, $1) }
        }
        var v6 = sockaddr_in6()
        if inet_pton(AF_INET6, host, &v6.sin6_addr) == 1 {
            v6.sin6_family = sa_family_t(AF_INET6)
            v6.sin6_port = port.bigEndian
            return try withBytes(of: &v6) { try body(AF_INET6, $0, $1) }
        }
        return nil
    }

    private func withBytes<Address, Result>(
        of address: inout Address,
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
    ) rethrows -> Result {
        let size = socklen_t(MemoryLayout<Address>.size)
        return try withUnsafePointer(to: &address) { pointer in
            // Every sockaddr_… begins like a sockaddr and is passed with its real size.
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body($0, size) }
        }
    }
}

extension SocketAddress {
    /// Where a server that listens here reaches itself, the best first: the loopback address in place of every address. What
    /// listens on every address of IPv6 takes IPv4 too, which some machines have only.
    var ownAddresses: [SocketAddress] {
        let hosts: [String]
        switch SocketAddress.canonical(host) {
        case "0.0.0.0": hosts = ["127.0.0.1"]
        case "::": hosts = ["[::1]", "127.0.0.1"]
        default: return [self]
        }
        return hosts.compactMap { SocketAddress("\($0):\(port)") }
    }

    /// A numeric host in the shortest of its spellings.
    private static func canonical(_ host: String) -> String {
        var bytes = in6_addr()
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        // 16 bytes go in and come out, and no more text than the array holds.
        guard inet_pton(AF_INET6, host, &bytes) == 1,
            inet_ntop(AF_INET6, &bytes, &text, socklen_t(text.count)) != nil
        else { return host }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension SocketAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

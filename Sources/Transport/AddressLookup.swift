import CLinux
import Glibc

extension SocketAddress {
    /// Every address of a host, as the system's resolver finds them, in its order. Waits for the resolver.
    ///
    /// - Parameters:
    ///   - host: a name, or a numeric address.
    ///   - port: the port that all of them get.
    /// - Returns: one address at least.
    /// - Throws: `AddressLookupError` where there is none.
    package static func all(host: String, port: UInt16) throws -> [SocketAddress] {
        var hints = addrinfo()
        hints.ai_socktype = CInt(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        // The resolver copies the hints, and makes a list of its own that is given back below.
        let code = getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else {
            // A static string of the library.
            throw AddressLookupError(
                host: host,
                reason: gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            )
        }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            if let address = address(of: entry, port), !addresses.contains(address) {
                addresses.append(address)
            }
            next = entry.ai_next
        }
        guard !addresses.isEmpty else {
            throw AddressLookupError(host: host, reason: "it has no address that can be used")
        }
        return addresses
    }

    private static func address(of entry: addrinfo, _ port: UInt16) -> SocketAddress? {
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        // The entry's own address with its size; no more text than the array holds.
        let code = getnameinfo(
            entry.ai_addr,
            entry.ai_addrlen,
            &text,
            socklen_t(text.count),
            nil,
            0,
            NI_NUMERICHOST
        )
        guard code == 0 else { return nil }
        let host = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return SocketAddress(host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
    }
}

/// Why a host has no address.
package struct AddressLookupError: Error, Hashable, Sendable, CustomStringConvertible {
    let host: String
    /// The resolver's words.
    let reason: String

    package var description: String { "look for the address of \(host): \(reason)" }
}

import CLinux
package import HTTP
import TLS

/// What a server listens on, how it presents itself, and whom it lets in.
package struct ServerSettings: Sendable {
    package var address: SocketAddress
    package var limits: Limits = .standard
    /// Loops, each with a thread and a listener of its own: one per core that the process may use, up to four, which is
    /// more than enough for what an API server can ask.
    package var loops = min(4, Int(clinux_usable_cpus()))
    /// What `top -H` calls the threads; up to 15 bytes.
    private(set) var threadName = "loop"
    /// DNS names and IP addresses that the certificate must bear; without all of them it is not exchanged for another.
    package var certificateNames: [String] = []
    /// Nil for plain HTTP/1.1.
    var tls: TLSSettings?

    /// Settings of an HTTPS server.
    ///
    /// - Parameters:
    ///   - address: where to listen.
    ///   - certificateChainFile: PEM file with the server's certificate, then those that lead to its CA.
    ///   - privateKeyFile: PEM file with the key of the first certificate.
    package init(address: SocketAddress, certificateChainFile: String, privateKeyFile: String) {
        self.address = address
        tls = TLSSettings(certificateChainFile: certificateChainFile, privateKeyFile: privateKeyFile)
    }

    /// Settings of an operations port: plain HTTP/1.1, for whoever reaches it, on one thread of its own.
    package init(operationsAt address: SocketAddress) {
        self.address = address
        limits = .operations
        loops = 1
        threadName = "operations"
    }

    /// Refuses TLS 1.2.
    package mutating func requireTLS13() {
        tls?.minimumVersion = .tls13
    }

    /// Speaks HTTP/1.1 only.
    package mutating func refuseHTTP2() {
        tls?.offersHTTP2 = false
    }

    /// Lets in only clients with a certificate of the CAs in `file`, and, unless `names` is empty, with one of them as
    /// common name or DNS name.
    package mutating func requireClients(certifiedBy file: String, called names: [String]) {
        tls?.clientCAFile = file
        tls?.clientNames = names
    }
}

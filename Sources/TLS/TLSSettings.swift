/// How the server presents itself and whom it lets in.
package struct TLSSettings: Hashable, Sendable {
    package enum Version: String, Sendable, CaseIterable {
        case tls12 = "1.2"
        case tls13 = "1.3"
    }

    /// PEM file with the server's certificate, then those that lead to its CA.
    package var certificateChainFile: String
    /// PEM file with the private key of the first certificate.
    package var privateKeyFile: String
    package var minimumVersion = Version.tls12
    /// Whether `h2` is offered besides `http/1.1`.
    package var offersHTTP2 = true
    /// PEM file with the CAs of clients; nil lets in clients without a certificate.
    package var clientCAFile: String?
    /// Names of which a client's certificate must have one, as its common name or a DNS name; empty lets in whoever the
    /// CAs vouch for.
    package var clientNames: [String] = []

    package init(certificateChainFile: String, privateKeyFile: String) {
        self.certificateChainFile = certificateChainFile
        self.privateKeyFile = privateKeyFile
    }
}

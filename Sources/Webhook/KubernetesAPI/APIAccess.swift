/// Where the Kubernetes API is, and what opens it; all of it is mounted into every pod that has an account.
package struct APIAccess: Hashable, Sendable {
    private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// `https://10.96.0.1:443`, without a path. The host is no IPv6 address.
    let origin: String
    /// PEM of the CA that the API server's certificate is of; nil where the system's CAs know it.
    let authorityFile: String?
    /// Read anew for each request.
    let tokenFile: String

    init(origin: String, authorityFile: String?, tokenFile: String) {
        self.origin = origin
        self.authorityFile = authorityFile
        self.tokenFile = tokenFile
    }

    /// - Parameters:
    ///   - origin: `--api`; nil for what the environment names.
    ///   - authorityFile: `--api-ca`; nil for the mounted one.
    ///   - tokenFile: `--token-file`; nil for the mounted one.
    ///   - environment: the environment variables.
    /// - Throws: `ConfigurationError` where the API is nowhere.
    package init(
        origin: String?,
        authorityFile: String?,
        tokenFile: String?,
        environment: [String: String]
    ) throws(ConfigurationError) {
        self.authorityFile = authorityFile ?? "\(Self.folder)/ca.crt"
        self.tokenFile = tokenFile ?? "\(Self.folder)/token"
        guard let origin else {
            guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty else {
                throw ConfigurationError(
                    "KUBERNETES_SERVICE_HOST is not set, as it is in every pod: outside of one, --api has to name the API server"
                )
            }
            // Foundation does not connect to IPv6 addresses in URLs (swift-corelibs-foundation#5496). By this name every pod
            // finds the API server, too, and its certificate is for both.
            let name = host.contains(":") ? "kubernetes.default.svc" : host
            let port = environment["KUBERNETES_SERVICE_PORT"] ?? "443"
            self.origin = "https://\(name):\(port)"
            return
        }
        let trimmed = origin.hasSuffix("/") ? String(origin.dropLast()) : origin
        guard trimmed.hasPrefix("https://"), trimmed.utf8.count > "https://".utf8.count,
            !trimmed.dropFirst("https://".count).contains(where: { "/?#@".contains($0) || $0.isWhitespace })
        else {
            throw ConfigurationError(
                "--api \(origin): should be https://HOST:PORT, without a path, for a token goes there"
            )
        }
        guard !trimmed.hasPrefix("https://[") else {
            throw ConfigurationError(
                "--api \(origin): an IPv6 address cannot be connected to from here: name a host instead, such as "
                    + "https://kubernetes.default.svc:443"
            )
        }
        guard Self.hasHostAndPort(trimmed.dropFirst("https://".count)) else {
            throw ConfigurationError("--api \(origin): should be https://HOST:PORT, with a port from 1 to 65535")
        }
        self.origin = trimmed
    }

    /// Whether it is `HOST` or `HOST:PORT`.
    private static func hasHostAndPort(_ text: Substring) -> Bool {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty else { return false }
        return parts.count == 1 || (UInt16(parts[1]) ?? 0) > 0
    }
}

/// Where the Kubernetes API is, and what opens it; all of it is mounted into every pod that has an account.
package struct APIAccess: Hashable, Sendable {
    private static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// `https://10.96.0.1:443`, without a path.
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
            let port = environment["KUBERNETES_SERVICE_PORT"] ?? "443"
            self.origin = "https://" + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
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
        self.origin = trimmed
    }
}

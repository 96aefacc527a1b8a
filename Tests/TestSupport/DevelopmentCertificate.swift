import Foundation

/// A CA and a serving certificate for loopback, issued by `certs/issue.sh` as a developer would.
package final class DevelopmentCertificate: Sendable {
    private let folder: TemporaryFolder

    /// - Parameter names: host names and addresses that it is for; those of loopback, and the service's, if there are none.
    /// - Throws: what openssl said, when nothing is issued.
    package init(names: [String] = []) throws {
        folder = try TemporaryFolder()
        let issued = try Command.run(Repository.file("certs/issue.sh").path, [folder.url.path] + names)
        guard issued.status == 0 else {
            throw CocoaError(.executableLoad, userInfo: ["output": issued.standardError])
        }
    }

    /// PEM of the CA's certificate.
    package var authority: String { folder.path("ca.crt") }

    package var authorityKey: String { folder.path("ca.key") }

    /// PEM of the serving certificate with the CA behind it.
    package var chain: String { folder.path("tls.crt") }

    package var key: String { folder.path("tls.key") }
}

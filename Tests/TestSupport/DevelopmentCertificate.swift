import Foundation

/// A CA and a serving certificate for loopback, issued by `certs/issue.sh` as a developer would.
package final class DevelopmentCertificate: Sendable {
    private let folder: TemporaryFolder

    package init() throws {
        folder = try TemporaryFolder()
        let issued = try Command.run(Repository.file("certs/issue.sh").path, [folder.url.path])
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

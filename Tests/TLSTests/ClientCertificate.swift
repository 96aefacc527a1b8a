import Foundation
import TestSupport

/// A certificate of a client, with its key, as PEM files.
final class ClientCertificate {
    private let folder: TemporaryFolder

    /// Issues a certificate with the openssl command line, as an operator would.
    ///
    /// - Parameters:
    ///   - authority: who signs it.
    ///   - commonName: the subject's name.
    ///   - names: further names, as `subjectAltName` has them: `DNS:example`.
    ///   - usage: what it may be used for.
    /// - Throws: when openssl does not issue it.
    init(
        by authority: DevelopmentCertificate,
        commonName: String = "client",
        names: String? = nil,
        usage: String = "clientAuth"
    ) throws {
        folder = try TemporaryFolder()
        let extensions = ["extendedKeyUsage=\(usage)"] + (names.map { ["subjectAltName=\($0)"] } ?? [])
        let file = try folder.write(extensions.joined(separator: "\n"), to: "client.ext")
        try openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
        try openssl("req", "-new", "-key", key, "-subj", "/CN=\(commonName)", "-out", folder.path("client.csr"))
        try openssl(
            ["x509", "-req", "-in", folder.path("client.csr"), "-CA", authority.authority]
                + ["-CAkey", authority.authorityKey, "-days", "1", "-extfile", file, "-out", certificate]
        )
    }

    var certificate: String { folder.path("client.crt") }

    var key: String { folder.path("client.key") }
}

/// Runs the openssl command line.
func openssl(_ arguments: String...) throws {
    try openssl(arguments)
}

private func openssl(_ arguments: [String]) throws {
    let output = try Command.run("openssl", arguments)
    guard output.status == 0 else {
        throw CocoaError(.executableLoad, userInfo: ["output": output.standardError])
    }
}

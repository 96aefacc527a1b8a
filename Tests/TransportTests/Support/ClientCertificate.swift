import TestSupport

/// A client's certificate, issued by the CA of a development certificate.
final class ClientCertificate: Sendable {
    private let folder: TemporaryFolder

    init(called name: String, by authority: DevelopmentCertificate) throws {
        folder = try TemporaryFolder()
        let extensions = try folder.write("extendedKeyUsage=clientAuth\n", to: "client.ext")
        try Command.run(
            "openssl",
            ["req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
                + ["-subj", "/CN=\(name)", "-keyout", key, "-out", folder.path("client.csr")]
        )
        try Command.run(
            "openssl",
            ["x509", "-req", "-in", folder.path("client.csr"), "-CA", authority.authority, "-CAcreateserial"]
                // Of its own: beside the CA others would write it at the same time.
                + ["-CAserial", folder.path("ca.srl")]
                + ["-CAkey", authority.authorityKey, "-days", "1", "-extfile", extensions, "-out", certificate]
        )
    }

    var certificate: String { folder.path("client.crt") }

    var key: String { folder.path("client.key") }
}

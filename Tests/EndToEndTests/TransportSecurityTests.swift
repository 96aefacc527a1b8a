import Foundation
import TestSupport
import Testing

/// What openssl and curl make of the connection.
@Suite struct TransportSecurityTests {
    private let certificate: DevelopmentCertificate

    init() throws {
        certificate = try DevelopmentCertificate()
    }

    /// Connects with `openssl s_client`, which checks chain and name, and answers what it printed.
    private func connect(_ server: ServerProcess, _ arguments: [String] = []) throws -> Command.Output {
        try Command.run(
            "openssl",
            [
                "s_client", "-connect", server.address, "-servername", "localhost", "-verify_hostname", "localhost",
                "-verify_return_error", "-CAfile", certificate.authority, "-showcerts",
            ] + arguments
        )
    }

    /// Asks with curl and answers the protocol version and the status: `2 405`.
    private func ask(_ server: ServerProcess, _ arguments: [String]) throws -> String {
        try Command.run(
            "curl",
            [
                "--silent", "--max-time", "10", "--cacert", certificate.authority, "--output", "/dev/null",
                "--write-out", "%{http_version} %{http_code}", server.url,
            ] + arguments
        ).standardOutput
    }

    @Test func theChainIsVerified() throws {
        let output = try connect(ServerProcess(certificate))
        #expect(output.status == 0, "\(output.standardError)")
        #expect(output.standardOutput.contains("Verify return code: 0 (ok)"))
        #expect(output.standardOutput.contains("TLSv1.3"))
        // The certificate, and the CA behind it as the file has it.
        #expect(output.standardOutput.components(separatedBy: "-----BEGIN CERTIFICATE-----").count == 3)
        #expect(output.standardOutput.contains("id-ecPublicKey, 256 (bit)"))
    }

    @Test(arguments: [
        ([], "-tls1_2", true), ([], "-tls1_3", true), (["--tls-min-version", "1.3"], "-tls1_2", false),
        (["--tls-min-version", "1.3"], "-tls1_3", true), ([], "-tls1_1", false),
    ])
    func versions(options: [String], version: String, succeeds: Bool) throws {
        let output = try connect(ServerProcess(certificate, options), [version])
        #expect((output.status == 0) == succeeds)
    }

    @Test(arguments: [([], "2 405"), (["--no-http2"], "1.1 405")])
    func protocols(options: [String], answer: String) throws {
        let server = try ServerProcess(certificate, options)
        #expect(try ask(server, ["--http2"]) == answer)
        #expect(try ask(server, ["--http1.1"]) == "1.1 405")
    }

    @Test func withClientCertificatesStrangersStayOutside() throws {
        let folder = try TemporaryFolder()
        for name in ["kube-apiserver", "stranger"] {
            let script = """
                openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=\(name) \
                -keyout \(name).key -out \(name).csr && openssl x509 -req -in \(name).csr -CA \(certificate.authority) \
                -CAkey \(certificate.authorityKey) -set_serial 7 -days 1 -out \(name).crt
                """
            #expect(try Command.run("sh", ["-c", "cd \(folder.url.path) && \(script)"]).status == 0)
        }
        let server = try ServerProcess(
            certificate,
            ["--client-ca", certificate.authority, "--client-name", "kube-apiserver"]
        )
        func askAs(_ name: String) throws -> String {
            try ask(server, ["--cert", folder.path("\(name).crt"), "--key", folder.path("\(name).key")])
        }
        #expect(try ask(server, []).hasSuffix(" 000"))
        #expect(try askAs("stranger").hasSuffix(" 000"))
        #expect(try askAs("kube-apiserver") == "2 405")
    }
}

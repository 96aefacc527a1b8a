import Foundation
import TestSupport
import Testing

/// The certificate changes while the server serves.
@Suite struct CertificateRenewalTests {
    private let folder: TemporaryFolder
    private let mounted: MountedFolder

    init() throws {
        folder = try TemporaryFolder()
        try Self.issue(["--out", folder.url.path])
        mounted = try MountedFolder(Self.files(folder.url.path))
    }

    private static let names = ["localhost", "127.0.0.1"]

    private static func issue(_ arguments: [String]) throws {
        let output = try Command.run(
            Repository.executable.path,
            ["certs", "issue"] + names.flatMap { ["--name", $0] } + arguments
        )
        #expect(output.status == 0, "\(output.standardError)")
    }

    /// What a Secret holds of a folder.
    private static func files(_ folder: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for name in ["tls.crt", "tls.key"] {
            files[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        return files
    }

    private func serve(_ arguments: [String] = []) throws -> ServerProcess {
        try ServerProcess(
            DevelopmentCertificate(),
            ["--tls-cert", mounted.path("tls.crt"), "--tls-key", mounted.path("tls.key"), "--tls-name", "localhost"]
                + arguments
        )
    }

    /// The fingerprint that openssl sees.
    private func served(_ server: ServerProcess) throws -> String {
        let output = try Command.run(
            "openssl",
            [
                "s_client", "-connect", server.address, "-servername", "localhost", "-verify_hostname", "localhost",
                "-verify_return_error", "-CAfile", folder.path("ca.crt"),
            ]
        )
        #expect(output.status == 0, "\(output.standardError)")
        return try fingerprint(output.standardOutput)
    }

    private func fingerprint(_ pem: String) throws -> String {
        try Command.run("openssl", ["x509", "-noout", "-fingerprint", "-sha256"], input: Array(pem.utf8)).standardOutput
    }

    private func operations(_ path: String, _ server: ServerProcess) throws -> String {
        let address = try #require(server.operations)
        return try Command.run("curl", ["--silent", "--max-time", "10", "http://\(address)\(path)"]).standardOutput
    }

    @Test func aRenewedCertificateIsServed() throws {
        let server = try serve()
        let old = try served(server)
        #expect(try old == fingerprint(String(contentsOfFile: folder.path("tls.crt"), encoding: .utf8)))
        try Self.issue([
            "--out", folder.url.path, "--force", "--ca", folder.path("ca.crt"), "--ca-key", folder.path("ca.key"),
        ])
        let new = try Self.files(folder.url.path)
        try mounted.exchange(new)
        let line = try #require(server.logLine { $0.contains("the certificate has changed") })
        #expect(line.contains(#""generation":"2""#), "\(line)")
        #expect(try served(server) == fingerprint(new["tls.crt"] ?? ""))
        let readiness = try operations("/readyz?verbose", server)
        #expect(
            readiness.contains(#/\[\+\]certificate ok: expires \S+ in (29|30) days, generation 2\n/#),
            "\(readiness)"
        )
        #expect(readiness.contains("\n[+]listener ok: "), "\(readiness)")
    }

    @Test func aCertificateWithoutTheNameIsKeptOut() throws {
        let server = try serve()
        let old = try served(server)
        let other = try TemporaryFolder()
        let issued = try Command.run(
            Repository.executable.path,
            ["certs", "issue", "--out", other.url.path, "--name", "gate.example"]
        )
        #expect(issued.status == 0)
        try mounted.exchange(try Self.files(other.url.path))
        let line = try #require(server.logLine { $0.contains("cannot be used") })
        #expect(line.contains("certificate 1 is for gate.example and not for localhost"), "\(line)")
        #expect(try served(server) == old)
        let readiness = try operations("/readyz", server)
        #expect(readiness.hasPrefix("ok\n[!]certificate degraded: expires "), "\(readiness)")
        let metrics = try operations("/metrics", server)
        #expect(metrics.contains("\nmig_gate_certificate_reload_failed 1\n"))
        #expect(metrics.contains("\nmig_gate_certificate_reload_failures_total 1\n"))
        #expect(metrics.contains("\nmig_gate_certificate_generation 1\n"))
        #expect(metrics.contains("\nmig_gate_tls_handshakes_failed_total"))
    }

    /// A Secret that is renewed late: the server waits for it, and nobody has to start it again.
    @Test func aServerWithoutTheNameComesUpAndWaits() throws {
        let server = try serve(["--tls-name", "127.0.0.1", "--tls-name", "gate.example"])
        #expect(server.logLines.contains { $0.contains("clients refuse the certificate") })
        let readiness = try operations("/readyz", server)
        #expect(readiness.contains("\n[-]certificate failed: "), "\(readiness)")
        #expect(readiness.contains("not for gate.example"), "\(readiness)")
        try Self.issue(["--out", folder.url.path, "--force", "--name", "gate.example"])
        try mounted.exchange(try Self.files(folder.url.path))
        #expect(server.logLine { $0.contains("the certificate has changed") } != nil)
        #expect(try operations("/readyz", server) == "ok\n")
    }
}

import Glibc
import TLS
import TestSupport
import Testing

/// What we issue, in the eyes of openssl.
@Suite struct CertificateRequestTests {
    private static let day = 86_400

    private let folder: TemporaryFolder
    private let authority: Certificate
    private let authorityKey: PrivateKey

    init() throws {
        folder = try TemporaryFolder()
        authorityKey = try PrivateKey()
        let request = CertificateRequest(authority: "test CA", notAfter: time(nil) + 365 * Self.day)
        authority = try request.issue(for: authorityKey)
    }

    private func leaf(names: [String] = ["gate.example"], at now: Int = time(nil)) throws -> (Certificate, PrivateKey) {
        let key = try PrivateKey()
        let request = CertificateRequest(names: names, commonName: "gate", notAfter: now + 30 * Self.day)
        return (try request.issue(for: key, by: (authority, authorityKey), at: now), key)
    }

    private func text(_ certificate: Certificate) throws -> [String] {
        let file = try folder.write(try certificate.pem(), to: "text.crt")
        return try Command.run("openssl", ["x509", "-noout", "-text", "-in", file]).standardOutput
            .split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }.map(String.init)
    }

    /// The line behind a title.
    private func value(_ title: String, _ lines: [String]) -> String? {
        lines.firstIndex { $0.trimmed == title }.map { lines[$0 + 1].trimmed }
    }

    @Test func aCASaysWhatItMayDo() throws {
        let lines = try text(authority)
        #expect(value("X509v3 Basic Constraints: critical", lines) == "CA:TRUE, pathlen:0")
        #expect(value("X509v3 Key Usage: critical", lines) == "Certificate Sign, CRL Sign")
        #expect(value("X509v3 Subject Key Identifier:", lines) != nil)
        #expect(lines.contains("Version: 3 (0x2)"))
        #expect(lines.contains("Signature Algorithm: ecdsa-with-SHA256"))
        #expect(lines.contains("NIST CURVE: P-256"))
        #expect(authority.isAuthority)
        #expect(authority.subject == "CN=test CA")
    }

    @Test func aServersCertificateSaysWhatItIsFor() throws {
        let (leaf, _) = try leaf(names: ["gate.example", "*.gate.example", "192.0.2.1", "2001:db8::1"])
        let lines = try text(leaf)
        #expect(value("X509v3 Basic Constraints: critical", lines) == "CA:FALSE")
        #expect(value("X509v3 Key Usage: critical", lines) == "Digital Signature")
        #expect(value("X509v3 Extended Key Usage:", lines) == "TLS Web Server Authentication")
        #expect(
            value("X509v3 Subject Alternative Name:", lines)
                == "DNS:gate.example, DNS:*.gate.example, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1"
        )
        let identifier = value("X509v3 Subject Key Identifier:", try text(authority))
        #expect(identifier != nil)
        #expect(value("X509v3 Authority Key Identifier:", lines) == identifier)
        #expect(leaf.names == ["gate.example", "*.gate.example", "192.0.2.1", "2001:db8::1"])
    }

    /// Five minutes early, for whoever's clock is behind.
    @Test func datesAreThoseAskedFor() throws {
        let now = 4_000_000_000
        let (leaf, _) = try leaf(at: now)
        #expect(leaf.notBefore == now - 300)
        #expect(leaf.notAfter == now + 30 * Self.day)
    }

    @Test func serialNumbersArePositiveAndDiffer() throws {
        let serials = try (0..<16).map { _ in
            let file = try folder.write(try leaf().0.pem(), to: "serial.crt")
            return try Command.run("openssl", ["x509", "-noout", "-serial", "-in", file]).standardOutput.trimmed
        }
        #expect(Set(serials).count == 16)
        for serial in serials {
            // "serial=", then 20 octets whose first bit is not set.
            #expect(serial.count == 7 + 40, "\(serial)")
            #expect(("4"..."7").contains(String(serial.dropFirst(7).prefix(1))), "\(serial)")
        }
    }

    @Test func opensslTrustsTheChain() throws {
        let (leaf, key) = try leaf()
        let ca = try folder.write(try authority.pem(), to: "ca.crt")
        let file = try folder.write(try leaf.pem(), to: "leaf.crt")
        let verdict = try Command.run(
            "openssl",
            [
                "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "gate.example", "-CAfile", ca,
                file,
            ]
        )
        #expect(verdict.standardOutput == "\(file): OK\n", "\(verdict.standardError)")
        let keyFile = try folder.write(try key.pem(), to: "leaf.key")
        let publicKey = try Command.run("openssl", ["pkey", "-pubout", "-in", keyFile]).standardOutput
        #expect(publicKey == (try Command.run("openssl", ["x509", "-noout", "-pubkey", "-in", file]).standardOutput))
        try key.check(with: leaf)
        #expect(throws: TLSError.self) { try authorityKey.check(with: leaf) }
    }

    @Test func trustEndsWithDatesAndStrangers() throws {
        let (leaf, _) = try leaf()
        let now = time(nil)
        let trust = CertificateTrust([authority])
        #expect(try trust.refusal(of: [leaf]) == nil)
        #expect(try trust.refusal(of: [leaf, authority]) == nil)
        #expect(try trust.refusal(of: [leaf], at: now + 31 * Self.day) == "certificate has expired")
        #expect(try trust.refusal(of: [leaf], at: now - 3600) == "certificate is not yet valid")
        let stranger = try CertificateRequest(authority: "test CA", notAfter: now + Self.day).issue(for: PrivateKey())
        #expect(try CertificateTrust([stranger]).refusal(of: [leaf]) != nil)
        #expect(try CertificateTrust([stranger, authority]).refusal(of: [leaf]) == nil)
        #expect(try CertificateTrust([]).refusal(of: [leaf]) != nil)
    }

    @Test func aKeyReadIsTheKeyWritten() throws {
        let key = try PrivateKey()
        let pem = try key.pem()
        #expect(pem.hasPrefix("-----BEGIN PRIVATE KEY-----\n"))
        #expect(try PrivateKey.first(inPEM: Array(pem.utf8)).pem() == pem)
        let file = try folder.write(pem, to: "plain.key")
        let locked = folder.path("locked.key")
        try openssl("pkey", "-in", file, "-aes256", "-passout", "pass:x", "-out", locked)
        let text = try Command.run("cat", [locked]).standardOutput
        #expect(throws: TLSError.self) { try PrivateKey.first(inPEM: Array(text.utf8)) }
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

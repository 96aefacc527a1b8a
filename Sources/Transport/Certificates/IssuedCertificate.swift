import Glibc
import TLS

/// A certificate that we have issued, with its key: ECDSA on P-256, signed over SHA-256.
package struct IssuedCertificate: Sendable {
    /// PEM of the certificate; of a server's one, with the CA behind it.
    package let certificate: String
    /// PEM of the private key, PKCS #8, unencrypted.
    package let privateKey: String

    /// One that exists already.
    ///
    /// - Parameters:
    ///   - certificate: PEM of the certificate, alone or with others behind it.
    ///   - privateKey: PEM of its private key.
    package init(certificate: String, privateKey: String) {
        (self.certificate, self.privateKey) = (certificate, privateKey)
    }

    /// A CA that exists already, of files. Of what else stands there, a private key beside the certificate included, nothing
    /// is kept.
    ///
    /// - Parameters:
    ///   - certificate: PEM of the certificate, alone or with others behind it, and the file that it is from.
    ///   - privateKey: PEM of its private key, and the file that it is from.
    /// - Throws: `TLSError` that names the file which cannot be used, or the two that do not belong together.
    package init(
        authority certificate: (pem: String, file: String),
        privateKey: (pem: String, file: String)
    ) throws {
        let chain = try Certificate.all(
            inPEM: Array(certificate.pem.utf8),
            "read the CA's PEM certificate from \(certificate.file)"
        )
        let words = "use the CA's PEM private key in \(privateKey.file)"
        let key = try PrivateKey.first(inPEM: Array(privateKey.pem.utf8), words)
        try key.check(with: chain[0], "\(words) with the certificate in \(certificate.file)")
        try self.init(chain, key)
    }

    private init(_ chain: [Certificate], _ key: PrivateKey) throws(TLSError) {
        var pem = ""
        for certificate in chain {
            pem += try certificate.pem()
        }
        self.init(certificate: pem, privateKey: try key.pem())
    }

    /// A new CA, which issues certificates for servers and no other CAs.
    ///
    /// - Parameters:
    ///   - name: its common name, 1 to 64 bytes.
    ///   - days: how long it is valid, 1 to 36,500.
    /// - Returns: the CA.
    /// - Throws: `CertificateIssueError` for a name or a time that no certificate can have, `TLSError` when memory is short.
    package static func authority(named name: String, days: Int) throws -> IssuedCertificate {
        guard (1...CertificateRequest.longestName).contains(name.utf8.count) else {
            throw CertificateIssueError.name(name)
        }
        let now = time(nil)
        let key = try PrivateKey()
        let request = CertificateRequest(authority: name, notAfter: try end(of: days, from: now))
        return try IssuedCertificate([try request.issue(for: key, at: now)], key)
    }

    /// A new certificate of a server.
    ///
    /// - Parameters:
    ///   - names: the DNS names, a wildcard as the leftmost label included, and IP addresses that it is for.
    ///   - days: how long it is valid, 1 to 36,500 and not past the end of its CA.
    ///   - authority: the CA that issues it.
    /// - Returns: the certificate, with the CA behind it.
    /// - Throws: `CertificateIssueError` for names, a time or a CA that will not do, `TLSError` for a CA that cannot be read.
    package static func serving(
        names: [String],
        days: Int,
        issuedBy authority: IssuedCertificate
    ) throws -> IssuedCertificate {
        guard !names.isEmpty else { throw CertificateIssueError.noName }
        for name in names where !Certificate.isAddress(name) && !name.isDNSName {
            throw CertificateIssueError.name(name)
        }
        let chain = try Certificate.all(inPEM: Array(authority.certificate.utf8), "read the CA's PEM certificate")
        let (issuer, issuerKey) = (
            chain[0], try PrivateKey.first(inPEM: Array(authority.privateKey.utf8), "read the CA's PEM private key")
        )
        try issuerKey.check(with: issuer, "use the CA's private key with its certificate")
        let now = time(nil)
        let notAfter = try end(of: days, from: now, within: issuer)
        let key = try PrivateKey()
        // People see the names; what stands here nobody matches.
        let request = CertificateRequest(names: names, commonName: "mig-gate", notAfter: notAfter)
        return try IssuedCertificate([try request.issue(for: key, by: (issuer, issuerKey), at: now)] + chain, key)
    }

    /// Whether the key is the certificate's own.
    ///
    /// - Returns: false for another's; also where one of both cannot be read.
    package var isPair: Bool {
        guard let chain = try? Certificate.all(inPEM: Array(certificate.utf8), "read the PEM certificate"),
            let key = try? PrivateKey.first(inPEM: Array(privateKey.utf8), "read the PEM private key")
        else { return false }
        return (try? key.check(with: chain[0], "use the private key with its certificate")) != nil
    }

    /// Seconds that a CA made a moment ago, for as many days, may end earlier than what it issues.
    private static let tolerance = 300

    /// The last second of `days` from `now` on.
    private static func end(of days: Int, from now: Int, within issuer: Certificate? = nil) throws -> Int {
        guard (1...36_500).contains(days) else { throw CertificateIssueError.days(days) }
        let end = now + days * 86_400
        guard let issuer else { return end }
        guard issuer.isAuthority else { throw CertificateIssueError.noAuthority(issuer.subject) }
        guard (issuer.notBefore...max(issuer.notBefore, issuer.notAfter)).contains(now) else {
            throw CertificateIssueError.authorityEnded(issuer.subject, issuer.notBefore, issuer.notAfter)
        }
        guard end <= issuer.notAfter + tolerance else {
            throw CertificateIssueError.outlives(
                days: days,
                authorityEnd: issuer.notAfter,
                daysLeft: (issuer.notAfter - now) / 86_400
            )
        }
        return min(end, issuer.notAfter)
    }
}

extension String {
    /// Whether it is a DNS name (RFC 1123 §2.1), with a wildcard for its leftmost label or without.
    fileprivate var isDNSName: Bool {
        let labels = split(separator: ".", omittingEmptySubsequences: false)
        guard utf8.count <= 253, labels.count > 1 || labels.first != "*" else { return false }
        return labels.enumerated().allSatisfy { index, label in
            index == 0 && label == "*" || Self.isLabel(label)
        }
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

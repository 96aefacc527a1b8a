import Glibc
import TLS

/// What a certificate says that people and machines look for.
package struct CertificateFacts: Hashable, Sendable {
    /// The SHA-256 of its DER, 64 hexadecimal digits in lower case.
    package let fingerprint: String
    /// Whom it is for, as RFC 4514 writes it: `CN=mig-gate`.
    package let subject: String
    /// The first second, since 1970, in which it is valid.
    package let notBefore: Int
    /// The last second, since 1970, in which it is valid.
    package let notAfter: Int
    /// The DNS names and IP addresses that it is for.
    package let names: [String]
    /// Whether it may issue others.
    package let isAuthority: Bool

    /// `notAfter` for people: `2026-12-25T08:00:00Z`.
    package var end: String { Moment.text(notAfter) }

    init(_ certificate: Certificate) {
        fingerprint = certificate.fingerprint
        subject = certificate.subject
        notBefore = certificate.notBefore
        notAfter = certificate.notAfter
        names = certificate.names
        isAuthority = certificate.isAuthority
    }

    /// The facts of all certificates of a PEM text, in its order.
    ///
    /// - Throws: `TLSError` where there is no certificate, or one that cannot be read.
    package static func all(inPEM pem: String) throws -> [CertificateFacts] {
        try Certificate.all(inPEM: Array(pem.utf8)).map(CertificateFacts.init)
    }

    /// Whether a client that trusts `authorities` would trust a server that presents `chain`, by every date and signature on
    /// the way. Which names the server has is not looked at.
    ///
    /// - Parameters:
    ///   - chain: PEM of the server's certificate, then of those that lead to its CA; the CA itself may be left out.
    ///   - authorities: PEM of CAs.
    ///   - now: the second, since 1970, in which this is asked.
    /// - Returns: true if it would.
    /// - Throws: `TLSError` where one of the texts has no certificate, or one that cannot be read.
    package static func leads(_ chain: String, toOneOf authorities: String, at now: Int = time(nil)) throws -> Bool {
        let trust = CertificateTrust(try Certificate.all(inPEM: Array(authorities.utf8)))
        return try trust.refusal(of: try Certificate.all(inPEM: Array(chain.utf8)), at: now) == nil
    }
}

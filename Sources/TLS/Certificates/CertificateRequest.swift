import COpenSSL
import Glibc

/// What a certificate should say that we issue.
package struct CertificateRequest {
    /// Bytes that a common name may have (RFC 5280, ub-common-name).
    package static let longestName = 64

    private let commonName: String
    /// DNS names and IP addresses; nil for a CA.
    private let names: [String]?
    private let notAfter: Int

    /// A CA that issues certificates for servers, and no other CAs.
    ///
    /// - Parameters:
    ///   - name: its common name, 1 to `longestName` bytes.
    ///   - notAfter: its last second since 1970.
    package init(authority name: String, notAfter: Int) {
        (commonName, names, self.notAfter) = (name, nil, notAfter)
    }

    /// A server's certificate.
    ///
    /// - Parameters:
    ///   - names: DNS names, of letters, digits, hyphens, dots and wildcards, and IP addresses; one at least.
    ///   - commonName: what people see.
    ///   - notAfter: its last second since 1970.
    package init(names: [String], commonName: String, notAfter: Int) {
        (self.commonName, self.names, self.notAfter) = (commonName, names, notAfter)
    }

    /// Seconds before now that a certificate begins: clocks differ, and whoever is behind must not refuse it.
    private static let earliness = 300

    /// Issues the certificate.
    ///
    /// - Parameters:
    ///   - key: its key.
    ///   - issuer: who signs it; nil for itself.
    ///   - now: the second, since 1970, in which this happens.
    /// - Returns: the certificate.
    /// - Throws: `TLSError` with what OpenSSL does not take.
    package func issue(
        for key: PrivateKey,
        by issuer: (certificate: Certificate, key: PrivateKey)? = nil,
        at now: Int = time(nil)
    ) throws(TLSError) -> Certificate {
        let attempt = "issue a certificate for \(commonName)"
        ERR_clear_error()
        guard let x509 = X509_new() else { throw TLSError(attempt) }
        let certificate = Certificate(owning: x509)
        let subject = X509_get_subject_name(x509)
        // Version 3 is written 2.
        guard X509_set_version(x509, 2) == 1, setSerialNumber(x509),
            ASN1_TIME_set(X509_getm_notBefore(x509), now - Self.earliness) != nil,
            ASN1_TIME_set(X509_getm_notAfter(x509), notAfter) != nil,
            // OpenSSL copies the name's bytes, as many as it has; the flag alone says that they are UTF-8.
            X509_NAME_add_entry_by_NID(
                subject,
                NID_commonName,
                MBSTRING_FLAG,
                Array(commonName.utf8),
                CInt(clamping: commonName.utf8.count),
                -1,
                0
            ) == 1,
            X509_set_issuer_name(x509, issuer.map { X509_get_subject_name($0.certificate.x509) } ?? subject) == 1,
            X509_set_pubkey(x509, key.key) == 1
        else { throw TLSError(attempt) }
        for (kind, value) in extensions(issuer?.certificate) {
            guard add(kind, value, to: x509, issuer?.certificate.x509 ?? x509) else {
                throw TLSError("\(attempt) with \"\(value)\"")
            }
        }
        let signer = issuer?.key ?? key
        guard X509_sign(x509, signer.key, signer.hashesItself ? nil : EVP_sha256()) > 0 else {
            throw TLSError(attempt)
        }
        return certificate
    }

    /// Extensions in the words of x509v3_config(5). The key identifier comes before what refers to it.
    private func extensions(_ issuer: Certificate?) -> [(CInt, String)] {
        guard let names else {
            return [
                (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"), (NID_key_usage, "critical,keyCertSign,cRLSign"),
                (NID_subject_key_identifier, "hash"),
            ]
        }
        let alternatives = names.map { Certificate.isAddress($0) ? "IP:\($0)" : "DNS:\($0)" }
        return [
            (NID_basic_constraints, "critical,CA:FALSE"), (NID_key_usage, "critical,digitalSignature"),
            (NID_ext_key_usage, "serverAuth"), (NID_subject_alt_name, alternatives.joined(separator: ",")),
            (NID_subject_key_identifier, "hash"),
        ] + (issuer?.hasKeyIdentifier == true ? [(NID_authority_key_identifier, "keyid")] : [])
    }

    private func add(_ kind: CInt, _ value: String, to x509: OpaquePointer, _ issuer: OpaquePointer) -> Bool {
        var context = X509V3_CTX()
        // Both certificates outlive the context, which ends with this call.
        X509V3_set_ctx(&context, issuer, x509, nil, nil, 0)
        guard let made = X509V3_EXT_conf_nid(nil, &context, kind, value) else { return false }
        // The certificate takes a copy.
        defer { X509_EXTENSION_free(made) }
        return X509_add_ext(x509, made, -1) == 1
    }

    /// 20 random octets, the most that RFC 5280 §4.1.2.2 allows, the first neither negative nor zero.
    private func setSerialNumber(_ x509: OpaquePointer) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 20)
        guard RAND_bytes(&bytes, CInt(bytes.count)) == 1 else { return false }
        bytes[0] = bytes[0] & 0x7F | 0x40
        let number = BN_bin2bn(bytes, CInt(bytes.count), nil)
        defer { BN_free(number) }
        return BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != nil
    }
}

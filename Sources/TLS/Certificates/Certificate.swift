import COpenSSL
import Glibc

/// An X.509 certificate (RFC 5280). Confined to the thread that reads or makes it.
package final class Certificate {
    /// An `X509`, freed in deinit.
    let x509: OpaquePointer

    /// - Parameter x509: a reference that nobody else frees.
    init(owning x509: OpaquePointer) {
        self.x509 = x509
    }

    deinit {
        X509_free(x509)
    }

    /// All certificates of a PEM text, in its order. What stands between them is passed over.
    ///
    /// - Parameters:
    ///   - pem: the text.
    ///   - attempt: what to say was attempted, where it fails: `read a PEM certificate chain from tls.crt`.
    /// - Returns: one certificate at least.
    /// - Throws: `TLSError` where there is none, or one that cannot be read.
    package static func all(
        inPEM pem: [UInt8],
        _ attempt: @autoclosure () -> String = "read PEM certificates"
    ) throws(TLSError) -> [Certificate] {
        ERR_clear_error()
        let certificates: [Certificate]? = PEM.reading(pem) { bio in
            var certificates: [Certificate] = []
            while let x509 = PEM_read_bio_X509(bio, nil, PEM.noPassword, nil) {
                certificates.append(Certificate(owning: x509))
            }
            let hasEnded = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
            return hasEnded && !certificates.isEmpty ? certificates : nil
        }
        guard let certificates else { throw TLSError(attempt()) }
        ERR_clear_error()
        return certificates
    }

    /// The certificate as PEM, with a line feed at its end.
    ///
    /// - Throws: `TLSError` when memory is short.
    package func pem() throws(TLSError) -> String {
        try PEM.writing("write a certificate") { PEM_write_bio_X509($0, x509) == 1 }
    }
}

// MARK: - What it says

extension Certificate {
    /// The SHA-256 of its DER in hexadecimal digits, as `openssl x509 -fingerprint` has it but for the colons and in lower
    /// case.
    package var fingerprint: String {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var count: UInt32 = 0
        // OpenSSL writes 32 bytes into the array, which holds the largest digest of all.
        guard X509_digest(x509, EVP_sha256(), &digest, &count) == 1 else { return "" }
        return digest.prefix(Int(count)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whom it is for, as RFC 4514 writes it: `CN=mig-gate`. Empty where there is nobody, as many issuers leave it.
    package var subject: String {
        (try? PEM.writing("write a name") { copenssl_print_name($0, X509_get_subject_name(x509)) >= 0 }) ?? ""
    }

    /// The first second, since 1970, in which it is valid.
    package var notBefore: Int { Self.seconds(X509_get0_notBefore(x509)) }

    /// The last second, since 1970, in which it is valid.
    package var notAfter: Int { Self.seconds(X509_get0_notAfter(x509)) }

    private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int {
        var parts = tm()
        // Fails only for what is no time; 1970 is then the end of all validity.
        guard ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
        return timegm(&parts)
    }

    /// Whether it may issue others.
    package var isAuthority: Bool { X509_check_ca(x509) == 1 }

    /// Whether it names its key, so that what it issues can refer to that (RFC 5280 §4.2.1.1); old roots do not.
    var hasKeyIdentifier: Bool { X509_get0_subject_key_id(x509) != nil }

    /// Whether it is its own issuer by name: a root.
    package var isSelfIssued: Bool { X509_get_extension_flags(x509) & UInt32(EXFLAG_SI) != 0 }

    /// Whether a server may present it: it either does not say what it is for or names servers.
    package var maySpeakForServers: Bool {
        let usage = X509_get_extended_key_usage(x509)
        // All bits without the extension (X509_get_extended_key_usage(3)).
        return usage == UInt32.max || usage & UInt32(XKU_SSL_SERVER | XKU_ANYEKU) != 0
    }

    /// Whether it is signed over a hash that collides: Go, which the API server is written in, refuses both.
    package var isSignedWeakly: Bool {
        var digest: CInt = 0
        guard OBJ_find_sigid_algs(X509_get_signature_nid(x509), &digest, nil) == 1 else { return false }
        return digest == NID_sha1 || digest == NID_md5
    }

    /// Whether `issuer` has issued it, by name, key and signature.
    package func isIssued(by issuer: Certificate) -> Bool {
        defer { ERR_clear_error() }
        return X509_check_issued(issuer.x509, x509) == X509_V_OK
            && X509_verify(x509, X509_get0_pubkey(issuer.x509)) == 1
    }
}

import COpenSSL
import Glibc

/// CAs that somebody trusts.
package struct CertificateTrust {
    private let authorities: [Certificate]

    package init(_ authorities: [Certificate]) {
        self.authorities = authorities
    }

    /// Looks whether a server's chain leads to one of the CAs, the way a client does that trusts them. A CA need not be a
    /// root, as for Go it need not be.
    ///
    /// - Parameters:
    ///   - chain: the server's certificate, then others.
    ///   - now: the second, since 1970, that all dates are compared with.
    /// - Returns: why it does not, in OpenSSL's words; nil if it does.
    /// - Throws: `TLSError` when memory is short.
    package func refusal(of chain: [Certificate], at now: Int = time(nil)) throws(TLSError) -> String? {
        ERR_clear_error()
        let attempt = "verify a certificate"
        guard let leaf = chain.first else { throw TLSError(attempt) }
        let (store, context) = (X509_STORE_new(), X509_STORE_CTX_new())
        let others = OPENSSL_sk_new_null()
        // The store counts references of its own; the stack only points to certificates that `chain` holds.
        defer {
            X509_STORE_CTX_free(context)
            OPENSSL_sk_free(others)
            X509_STORE_free(store)
            ERR_clear_error()
        }
        guard let store, let context, let others else { throw TLSError(attempt) }
        for authority in authorities {
            guard X509_STORE_add_cert(store, authority.x509) == 1 else { throw TLSError(attempt) }
        }
        for certificate in chain.dropFirst() {
            guard OPENSSL_sk_push(others, UnsafeRawPointer(certificate.x509)) > 0 else { throw TLSError(attempt) }
        }
        return try withExtendedLifetime(chain) { () throws(TLSError) in
            guard X509_STORE_CTX_init(context, store, leaf.x509, others) == 1 else { throw TLSError(attempt) }
            X509_STORE_CTX_set_flags(context, UInt(X509_V_FLAG_PARTIAL_CHAIN))
            X509_STORE_CTX_set_time(context, 0, now)
            X509_STORE_CTX_set_purpose(context, X509_PURPOSE_SSL_SERVER)
            guard X509_verify_cert(context) != 1 else { return nil }
            // A static string of the library.
            return X509_verify_cert_error_string(Int(X509_STORE_CTX_get_error(context))).map { String(cString: $0) }
                ?? ""
        }
    }
}

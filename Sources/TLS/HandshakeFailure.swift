import COpenSSL

/// Why a TLS handshake has come to nothing, in few words, for whoever counts.
package enum HandshakeFailure: String, CaseIterable, Sendable {
    /// What came was no TLS: plain HTTP, or a peer that only looks.
    case notTLS = "not_tls"
    /// No version of TLS that both sides speak.
    case version
    /// No cipher, curve or kind of signature that both sides know.
    case cipher
    /// The client has no certificate, or one that does not let it in.
    case clientCertificate = "client_certificate"
    /// The client does not accept our certificate.
    case certificateRefused = "certificate_refused"
    /// The client went away.
    case closed
    /// The client took too long.
    case timeout
    case other

    /// The cause of what OpenSSL says.
    package init(_ error: TLSError) {
        // OpenSSL has nothing to say about a client that says goodbye.
        guard let code = error.codes.last else {
            self = .closed
            return
        }
        self = ERR_GET_LIB(code) == ERR_LIB_SSL ? Self(reason: ERR_GET_REASON(code)) : .other
    }

    /// - Parameter reason: of OpenSSL's `sslerr.h`; an alert of the peer is its number and 1,000.
    private init(reason: CInt) {
        switch reason {
        case SSL_R_HTTP_REQUEST, SSL_R_HTTPS_PROXY_REQUEST, SSL_R_WRONG_VERSION_NUMBER:
            self = .notTLS
        case SSL_R_UNSUPPORTED_PROTOCOL, SSL_R_VERSION_TOO_LOW, SSL_R_VERSION_TOO_HIGH, SSL_R_UNKNOWN_PROTOCOL,
            SSL_R_INAPPROPRIATE_FALLBACK, SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            self = .version
        case SSL_R_NO_SHARED_CIPHER, SSL_R_NO_CIPHERS_SPECIFIED, SSL_R_NO_SUITABLE_KEY_SHARE, SSL_R_NO_SHARED_GROUPS,
            SSL_R_NO_SUITABLE_SIGNATURE_ALGORITHM, SSL_R_NO_SHARED_SIGNATURE_ALGORITHMS:
            self = .cipher
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE, SSL_R_CERTIFICATE_VERIFY_FAILED, SSL_R_BAD_SIGNATURE:
            self = .clientCertificate
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE, SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE,
            SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED, SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED,
            SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN, SSL_R_TLSV1_ALERT_UNKNOWN_CA, SSL_R_TLSV1_ALERT_ACCESS_DENIED:
            self = .certificateRefused
        default: self = .other
        }
    }
}

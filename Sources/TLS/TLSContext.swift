import COpenSSL

/// What all TLS connections of a server share: certificate, key, and whom to let in. Immutable once made; a new
/// certificate means a new context.
///
/// Sessions are never resumed. The API server keeps no session cache, so tickets would be work for nobody; and with client
/// certificates a resumed session would skip their check.
package final class TLSContext {
    /// An `SSL_CTX`, freed in deinit. Every `SSL` holds a reference of its own, so connections outlive a context that was
    /// replaced.
    let context: OpaquePointer

    /// - Parameters:
    ///   - settings: how to present oneself and whom to let in.
    ///   - credentials: what the settings' files say.
    /// - Throws: `TLSError` that names the file which cannot be used.
    package init(_ settings: TLSSettings, _ credentials: TLSCredentials) throws(TLSError) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_server_method()) else { throw TLSError("set up TLS") }
        self.context = context
        try setProtocol(settings)
        try present(credentials, settings)
        if let authorities = credentials.clientAuthorities {
            try requireClients(of: authorities, settings)
        }
    }

    /// The same with files that are read now.
    package convenience init(_ settings: TLSSettings) throws(TLSError) {
        try self.init(settings, try TLSCredentials(try TLSFiles(settings), settings))
    }

    deinit {
        SSL_CTX_free(context)
    }

    private func setProtocol(_ settings: TLSSettings) throws(TLSError) {
        let minimum = settings.minimumVersion == .tls13 ? TLS1_3_VERSION : TLS1_2_VERSION
        // Forward secrecy and authenticated encryption only; the smallest first, whose hash is the cheapest.
        guard copenssl_ctx_set_min_version(context, minimum) == 1,
            SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM+AES128:ECDHE+AESGCM:ECDHE+CHACHA20") == 1,
            SSL_CTX_set_ciphersuites(
                context,
                "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256"
            ) == 1,
            SSL_CTX_set_num_tickets(context, 0) == 1,
            // An answer has a few hundred bytes; a connection's write buffer holds one record of the largest size.
            copenssl_ctx_set_max_record(context, 4096) == 1
        else { throw TLSError("set up TLS \(settings.minimumVersion.rawValue)") }
        copenssl_ctx_set_server_options(context)
        copenssl_ctx_disable_session_cache(context)
        // Idle connections give their buffers back, and the chain is what the file says, not searched at each handshake.
        copenssl_ctx_set_mode(context, Int(SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN))
        SSL_CTX_set_alpn_select_cb(context, settings.offersHTTP2 ? ALPN.selectHTTP2OrHTTP1 : ALPN.selectHTTP1, nil)
    }

    private func present(_ credentials: TLSCredentials, _ settings: TLSSettings) throws(TLSError) {
        // The context takes references of its own.
        for (index, certificate) in credentials.chain.enumerated() {
            let isTaken =
                index == 0
                ? SSL_CTX_use_certificate(context, certificate.x509)
                : copenssl_ctx_add_chain(context, certificate.x509)
            guard isTaken == 1 else {
                throw TLSError("use certificate \(index + 1) of \(settings.certificateChainFile)")
            }
        }
        guard SSL_CTX_use_PrivateKey(context, credentials.key.key) == 1 else { throw TLSError(settings.keyAttempt) }
    }

    private func requireClients(of authorities: [Certificate], _ settings: TLSSettings) throws(TLSError) {
        for authority in authorities {
            // Both count references of their own; the second copies the name, to tell clients.
            guard X509_STORE_add_cert(SSL_CTX_get_cert_store(context), authority.x509) == 1,
                SSL_CTX_add_client_CA(context, authority.x509) == 1
            else { throw TLSError(settings.clientAttempt) }
        }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        // The parameters belong to the context; OpenSSL matches the names during verification, so that a stranger fails
        // the handshake.
        let parameters = SSL_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_hostflags(
            parameters,
            UInt32(X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS)
        )
        for name in settings.clientNames {
            // OpenSSL takes an empty name for none at all, and would let in whoever the CAs vouch for.
            guard !name.isEmpty, X509_VERIFY_PARAM_add1_host(parameters, name, name.utf8.count) == 1 else {
                throw TLSError("match client certificates against the name \"\(name)\"")
            }
        }
    }
}

// An SSL_CTX counts its references atomically and is only read once it is set up (OpenSSL's ssl(7): "may be shared"), and
// this class has no other state and no way to change it.
extension TLSContext: @unchecked Sendable {}

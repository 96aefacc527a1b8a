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

    /// - Throws: `TLSError` that names the file which cannot be used.
    package init(_ settings: TLSSettings) throws(TLSError) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_server_method()) else { throw TLSError("set up TLS") }
        self.context = context
        try setProtocol(settings)
        try loadCertificate(settings)
        if let file = settings.clientCAFile {
            try requireClients(from: file, called: settings.clientNames)
        }
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

    private func loadCertificate(_ settings: TLSSettings) throws(TLSError) {
        let (chain, key) = (settings.certificateChainFile, settings.privateKeyFile)
        // An encrypted key is an error: without this OpenSSL would ask for the password at the terminal.
        SSL_CTX_set_default_passwd_cb(context) { _, _, _, _ in 0 }
        guard SSL_CTX_use_certificate_chain_file(context, chain) == 1 else {
            throw TLSError("read a PEM certificate chain from \(chain)")
        }
        guard SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 else {
            throw TLSError("use the PEM private key in \(key) with the certificate in \(chain)")
        }
        guard SSL_CTX_check_private_key(context) == 1 else {
            throw TLSError("use the private key in \(key) with the certificate in \(chain)")
        }
    }

    private func requireClients(from file: String, called names: [String]) throws(TLSError) {
        guard SSL_CTX_load_verify_file(context, file) == 1, let authorities = SSL_load_client_CA_file(file) else {
            throw TLSError("read PEM certificates of client CAs from \(file)")
        }
        // The context owns the list from here on.
        SSL_CTX_set_client_CA_list(context, authorities)
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
        // The parameters belong to the context; OpenSSL matches the names during verification, so that a stranger fails
        // the handshake.
        let parameters = SSL_CTX_get0_param(context)
        X509_VERIFY_PARAM_set_hostflags(
            parameters,
            UInt32(X509_CHECK_FLAG_ALWAYS_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS)
        )
        for name in names {
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

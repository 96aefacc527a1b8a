import COpenSSL

/// A TLS client over OpenSSL, in memory: ciphertext in, ciphertext out.
final class TLSClient {
    struct Settings {
        /// PEM of the CA that must vouch for the server; nil trusts anyone.
        var authority: String?
        var minimumVersion = TLS1_2_VERSION
        var maximumVersion = TLS1_3_VERSION
        /// Ciphers up to TLS 1.2. OpenSSL itself would refuse to speak some of what the server must refuse.
        var ciphers = "DEFAULT:@SECLEVEL=0"
        /// What ALPN offers, the best first; empty leaves ALPN out.
        var protocols: [String] = []
        /// What the client proves who it is with.
        var certificate: ClientCertificate?
    }

    enum Handshake: Equatable {
        case incomplete
        case complete
        /// OpenSSL's reasons.
        case failed([String])
    }

    enum ReadEnd: Equatable {
        /// The server may send more.
        case incomplete
        /// The server has said that it will send no more.
        case closed
        case failed([String])
    }

    /// An `SSL`, which holds its context and both BIOs; freed in deinit.
    private let ssl: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer

    init(_ settings: Settings = Settings()) throws {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw TLSClientError() }
        defer { SSL_CTX_free(context) }
        try check(copenssl_ctx_set_min_version(context, settings.minimumVersion))
        try check(CInt(SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(settings.maximumVersion), nil)))
        try check(SSL_CTX_set_cipher_list(context, settings.ciphers))
        if let authority = settings.authority {
            try check(SSL_CTX_load_verify_file(context, authority))
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        }
        if let certificate = settings.certificate {
            try check(SSL_CTX_use_certificate_file(context, certificate.certificate, SSL_FILETYPE_PEM))
            try check(SSL_CTX_use_PrivateKey_file(context, certificate.key, SSL_FILETYPE_PEM))
        }
        guard let ssl = SSL_new(context), let incoming = copenssl_bio_new(), let outgoing = copenssl_bio_new()
        else {
            throw TLSClientError()
        }
        SSL_set_bio(ssl, incoming, outgoing)
        (self.ssl, self.incoming, self.outgoing) = (ssl, incoming, outgoing)
        SSL_set_connect_state(ssl)
        let protocols = settings.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !protocols.isEmpty {
            // Unlike all others, this function answers 0 when it succeeds.
            try check(SSL_set_alpn_protos(ssl, protocols, UInt32(protocols.count)) == 0 ? 1 : 0)
        }
    }

    deinit {
        SSL_free(ssl)
        ERR_clear_error()
    }

    func receive(_ ciphertext: [UInt8]) {
        BIO_write(incoming, ciphertext, CInt(ciphertext.count))
    }

    /// What the client has to say.
    func takeOutput() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: BIO_ctrl_pending(outgoing))
        BIO_read(outgoing, &bytes, CInt(bytes.count))
        return bytes
    }

    /// Goes on with the handshake as far as the ciphertext reaches.
    func handshake() -> Handshake {
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        guard result != 1 else { return .complete }
        guard SSL_get_error(ssl, result) != SSL_ERROR_WANT_READ else { return .incomplete }
        return .failed(TLSClientError().reasons)
    }

    /// Everything that can be decrypted, and how it ends.
    func read() -> (bytes: [UInt8], end: ReadEnd) {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            ERR_clear_error()
            var count = 0
            let result = SSL_read_ex(ssl, &buffer, buffer.count, &count)
            guard result != 1 else {
                bytes += buffer[..<count]
                continue
            }
            switch SSL_get_error(ssl, result) {
            case SSL_ERROR_WANT_READ: return (bytes, .incomplete)
            case SSL_ERROR_ZERO_RETURN: return (bytes, .closed)
            default: return (bytes, .failed(TLSClientError().reasons))
            }
        }
    }

    func write(_ plaintext: [UInt8]) throws {
        var count = 0
        try check(SSL_write_ex(ssl, plaintext, plaintext.count, &count))
    }

    /// Says that nothing more will be sent.
    func close() {
        SSL_shutdown(ssl)
    }

    /// Asks for another handshake on this connection, as TLS 1.2 has it.
    func renegotiate() throws {
        try check(SSL_renegotiate(ssl))
        SSL_do_handshake(ssl)
    }

    /// Changes the client's keys and asks the server to change its own, as TLS 1.3 has it.
    func updateKeys() throws {
        try check(SSL_key_update(ssl, SSL_KEY_UPDATE_REQUESTED))
        SSL_do_handshake(ssl)
    }
}

// MARK: - What the handshake came to

extension TLSClient {
    /// `TLSv1.3`.
    var version: String { String(cString: SSL_get_version(ssl)) }

    var cipher: String { String(cString: SSL_CIPHER_get_name(SSL_get_current_cipher(ssl))) }

    /// What ALPN has chosen; nil if it has not.
    var selectedProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self) }
    }

    /// Certificates that the server has sent.
    var chainLength: Int { Int(OPENSSL_sk_num(SSL_get_peer_cert_chain(ssl))) }

    /// The names of the CAs that the server wants certificates of.
    var acceptedAuthorities: [String] {
        let names = SSL_get0_peer_CA_list(ssl)
        return (0..<max(0, OPENSSL_sk_num(names))).map { index in
            let text = X509_NAME_oneline(OpaquePointer(OPENSSL_sk_value(names, index)), nil, 0)
            defer { CRYPTO_free(text, #file, #line) }
            return text.map { String(cString: $0) } ?? ""
        }
    }

    /// Whether the session could be resumed by another connection.
    var isResumable: Bool { SSL_SESSION_is_resumable(SSL_get_session(ssl)) == 1 }

}

/// What OpenSSL refuses to do for the client.
struct TLSClientError: Error {
    let reasons: [String]

    init() {
        var reasons: [String] = []
        while case let code = ERR_get_error(), code != 0 {
            reasons.append(ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)")
        }
        self.reasons = reasons
    }
}

private func check(_ result: CInt) throws {
    guard result == 1 else { throw TLSClientError() }
}

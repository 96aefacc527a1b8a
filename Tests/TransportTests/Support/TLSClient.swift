import COpenSSL

/// The client's side of a TLS connection over a socket that blocks. Ciphertext can be had without sending it, to be cut
/// into pieces at will.
final class TLSClient {
    /// How a client presents itself and what it wants.
    struct Options {
        /// PEM file of the CA that the server's certificate must come from.
        var authority: String
        /// Protocols offered with ALPN, the preferred first; none offers nothing.
        var protocols: [String] = ["http/1.1"]
        var identity: ClientCertificate?
        var maximumVersion = TLS1_3_VERSION
        /// Ciphers of TLS 1.2; nil for OpenSSL's own choice.
        var ciphers: String?
    }

    let socket: ClientSocket
    private let context: OpaquePointer
    private let ssl: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer

    /// Sets up the connection, without a handshake yet.
    init(_ socket: ClientSocket, _ options: Options) throws(ClientFailure) {
        guard let context = SSL_CTX_new(TLS_client_method()), let ssl = Self.connection(context, options),
            let incoming = copenssl_bio_new(), let outgoing = copenssl_bio_new()
        else { throw .tls(Self.reason()) }
        SSL_set_bio(ssl, incoming, outgoing)
        SSL_set_connect_state(ssl)
        self.socket = socket
        self.context = context
        self.ssl = ssl
        self.incoming = incoming
        self.outgoing = outgoing
    }

    deinit {
        SSL_free(ssl)
        SSL_CTX_free(context)
    }

    private static func connection(_ context: OpaquePointer, _ options: Options) -> OpaquePointer? {
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
        SSL_CTX_ctrl(context, SSL_CTRL_SET_MAX_PROTO_VERSION, Int(options.maximumVersion), nil)
        var isReady = SSL_CTX_load_verify_file(context, options.authority) == 1
        if let ciphers = options.ciphers {
            isReady = isReady && SSL_CTX_set_cipher_list(context, ciphers) == 1
        }
        if let identity = options.identity {
            isReady =
                isReady && SSL_CTX_use_certificate_chain_file(context, identity.certificate) == 1
                && SSL_CTX_use_PrivateKey_file(context, identity.key, SSL_FILETYPE_PEM) == 1
        }
        let list = options.protocols.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) }
        if !list.isEmpty {
            // Zero means success for this one.
            isReady = isReady && SSL_CTX_set_alpn_protos(context, list, UInt32(list.count)) == 0
        }
        return isReady ? SSL_new(context) : nil
    }

    /// The first flight of the handshake, not sent.
    func hello() -> [UInt8] {
        SSL_do_handshake(ssl)
        return takeCiphertext()
    }

    /// Reads what the server answers to `hello`, and answers the last flight of the handshake, not sent.
    func lastFlight() throws(ClientFailure) -> [UInt8] {
        while SSL_do_handshake(ssl) != 1 {
            try receiveCiphertext()
        }
        return takeCiphertext()
    }

    func handshake() throws(ClientFailure) {
        _ = try drive { SSL_do_handshake(ssl) }
    }

    /// What ALPN has chosen; nil for nothing.
    var selectedProtocol: String? {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        SSL_get0_alpn_selected(ssl, &name, &length)
        return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self) }
    }

    /// The ciphertext of `plaintext`, in records of their own, not sent.
    func encrypt(_ plaintext: [UInt8]) -> [UInt8] {
        var count = 0
        SSL_write_ex(ssl, plaintext, plaintext.count, &count)
        precondition(count == plaintext.count, "a memory BIO has room for \(plaintext.count) bytes")
        return takeCiphertext()
    }

    func send(_ plaintext: [UInt8]) throws(ClientFailure) {
        try socket.send(encrypt(plaintext))
    }

    /// What the server has sent; empty once it has said that nothing more comes.
    func receive() throws(ClientFailure) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        var count = 0
        let isOpen = try drive { SSL_read_ex(ssl, &buffer, buffer.count, &count) }
        return isOpen ? Array(buffer[..<count]) : []
    }

    /// Says that nothing more comes.
    func close() throws(ClientFailure) {
        SSL_shutdown(ssl)
        try socket.send(takeCiphertext())
    }

    /// Calls `step` until it succeeds and feeds it what comes; false at the end of the connection.
    private func drive(_ step: () -> CInt) throws(ClientFailure) -> Bool {
        while true {
            ERR_clear_error()
            let result = step()
            let outcome = result == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl, result)
            let reason = Self.reason()
            try socket.send(takeCiphertext())
            switch outcome {
            case SSL_ERROR_NONE: return true
            case SSL_ERROR_ZERO_RETURN: return false
            case SSL_ERROR_WANT_READ: try receiveCiphertext()
            default: throw .tls(reason)
            }
        }
    }

    private func receiveCiphertext() throws(ClientFailure) {
        let ciphertext = try socket.receive()
        guard !ciphertext.isEmpty else { throw .truncated }
        BIO_write(incoming, ciphertext, CInt(ciphertext.count))
    }

    private func takeCiphertext() -> [UInt8] {
        var bytes: UnsafePointer<UInt8>?
        let count = copenssl_bio_pending(outgoing, &bytes)
        defer { copenssl_bio_discard(outgoing, count) }
        return Array(UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func reason() -> String {
        let code = ERR_get_error()
        return ERR_reason_error_string(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

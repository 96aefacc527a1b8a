import COpenSSL

/// One side of one TLS connection, between two memory BIOs: ciphertext in, plaintext out, and back. It is the server's side,
/// but for looks at servers.
///
/// Does no I/O; confined to its loop's thread.
package final class TLSSession {
    package enum Handshake {
        /// More bytes of the client are needed.
        case incomplete
        case complete(Protocol)
        case failed(TLSError)
    }

    /// What ALPN has chosen.
    package enum `Protocol` {
        case http1
        case http2
    }

    package enum Read {
        case bytes(Int)
        /// More bytes of the client are needed.
        case incomplete
        /// The client has said that it will send no more.
        case closed
        case failed(TLSError)
    }

    /// An `SSL`, freed in deinit together with both BIOs, whose only references it holds.
    private let ssl: OpaquePointer
    /// What the client has sent and OpenSSL not read yet.
    private let incoming: OpaquePointer
    /// What OpenSSL has written and the client not received yet.
    private let outgoing: OpaquePointer
    /// Bytes of `outgoing` that are already sent, but stand there still: they go when they are the larger part.
    private var sent = 0

    /// Bytes of memory that an empty BIO may keep: an AdmissionReview of the usual size fits, and an idle connection holds
    /// no more.
    private static let retainedCapacity = 8 << 10

    /// - Throws: `TLSError` when memory is short.
    package init(_ context: TLSContext) throws(TLSError) {
        (ssl, incoming, outgoing) = try Self.make(context.context)
        SSL_set_accept_state(ssl)
    }

    /// The client's side instead, to look at what a server presents: it trusts anybody and has nothing to show.
    ///
    /// - Parameter name: the server's name, which it may choose its certificate by.
    /// - Throws: `TLSError` when memory is short.
    package init(lookingAt name: String) throws(TLSError) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_client_method()) else { throw TLSError("set up a TLS connection") }
        // The SSL holds a reference of its own.
        defer { SSL_CTX_free(context) }
        (ssl, incoming, outgoing) = try Self.make(context)
        SSL_set_connect_state(ssl)
        // Addresses are not told (RFC 6066 §3).
        if !name.isEmpty, !Certificate.isAddress(name) {
            guard copenssl_set_server_name(ssl, name) == 1 else { throw TLSError("ask for \(name)") }
        }
    }

    private static func make(
        _ context: OpaquePointer
    ) throws(TLSError) -> (ssl: OpaquePointer, incoming: OpaquePointer, outgoing: OpaquePointer) {
        ERR_clear_error()
        guard let ssl = SSL_new(context) else { throw TLSError("set up a TLS connection") }
        let (incoming, outgoing) = (copenssl_bio_new(), copenssl_bio_new())
        guard let incoming, let outgoing else {
            BIO_free(incoming)
            BIO_free(outgoing)
            SSL_free(ssl)
            throw TLSError("set up a TLS connection")
        }
        // Takes over one reference of each BIO.
        SSL_set_bio(ssl, incoming, outgoing)
        return (ssl, incoming, outgoing)
    }

    deinit {
        SSL_free(ssl)
    }

    /// Takes ciphertext of the client.
    package func receive(_ ciphertext: UnsafeRawBufferPointer) {
        guard !ciphertext.isEmpty else { return }
        // A memory BIO copies the bytes and takes all of them unless memory is short; then the records that follow fail to
        // decrypt and the connection ends.
        BIO_write(incoming, ciphertext.baseAddress, CInt(clamping: ciphertext.count))
    }

    /// Goes on with the handshake as far as the ciphertext reaches.
    package func handshake() -> Handshake {
        ERR_clear_error()
        let result = SSL_do_handshake(ssl)
        if result == 1 {
            return .complete(selectedProtocol)
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .incomplete
        default: return .failed(TLSError("complete the TLS handshake"))
        }
    }

    /// Decrypts into `buffer` what the ciphertext so far yields. To be called until it answers `incomplete`: the socket
    /// does not know what OpenSSL has already taken from it.
    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Read {
        if BIO_ctrl_pending(incoming) == 0, SSL_pending(ssl) == 0 {
            // What OpenSSL would find out at some cost: everything has been read.
            copenssl_bio_shrink(incoming, Self.retainedCapacity)
            return .incomplete
        }
        ERR_clear_error()
        var count = 0
        // OpenSSL writes up to buffer.count bytes and keeps no pointer.
        let result = SSL_read_ex(ssl, buffer.baseAddress, buffer.count, &count)
        if result == 1 {
            return .bytes(count)
        }
        switch SSL_get_error(ssl, result) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .incomplete
        case SSL_ERROR_ZERO_RETURN: return .closed
        default: return .failed(TLSError("read from the TLS connection"))
        }
    }

    /// Encrypts all of `plaintext`; a memory BIO always has room.
    package func write(_ plaintext: UnsafeRawBufferPointer) throws(TLSError) {
        guard !plaintext.isEmpty else { return }
        ERR_clear_error()
        var count = 0
        // OpenSSL reads the bytes during the call and keeps none.
        guard SSL_write_ex(ssl, plaintext.baseAddress, plaintext.count, &count) == 1 else {
            throw TLSError("write to the TLS connection")
        }
    }

    /// Says that nothing more will be sent.
    package func close() {
        ERR_clear_error()
        // Before the end of the handshake there is nothing to close, and OpenSSL complains.
        if SSL_is_init_finished(ssl) == 1 {
            SSL_shutdown(ssl)
        }
        ERR_clear_error()
    }
}

// MARK: - Ciphertext for the client

extension TLSSession {
    /// Bytes that wait to be sent.
    package var unsentCount: Int { BIO_ctrl_pending(outgoing) - sent }

    /// Lends the bytes that wait to be sent to `send`, which answers how many it took.
    package func sendCiphertext(_ send: (UnsafeRawBufferPointer) -> Int) {
        var bytes: UnsafePointer<UInt8>?
        let count = copenssl_bio_pending(outgoing, &bytes)
        guard count > sent, let bytes else { return }
        // The BIO's own buffer, which stays where it is until something is written or discarded.
        sent += send(UnsafeRawBufferPointer(start: bytes + sent, count: count - sent))
        guard sent >= count - sent else { return }
        copenssl_bio_discard(outgoing, sent)
        sent = 0
        copenssl_bio_shrink(outgoing, Self.retainedCapacity)
    }

    /// The certificate of the other side, as far as the handshake has got to it; nil without one.
    package var peerCertificate: Certificate? {
        SSL_get1_peer_certificate(ssl).map { Certificate(owning: $0) }
    }

    private var selectedProtocol: `Protocol` {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        // Borrowed from the connection; looked at and left.
        SSL_get0_alpn_selected(ssl, &name, &length)
        return length == 2 && name?[0] == UInt8(ascii: "h") && name?[1] == UInt8(ascii: "2") ? .http2 : .http1
    }
}

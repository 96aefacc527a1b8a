import COpenSSL

/// The server's side of one TLS connection, between two memory BIOs: ciphertext in, plaintext out, and back.
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

    /// - Throws: `TLSError` when memory is short.
    package init(_ context: TLSContext) throws(TLSError) {
        ERR_clear_error()
        guard let ssl = SSL_new(context.context) else { throw TLSError("set up a TLS connection") }
        guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
            SSL_free(ssl)
            throw TLSError("set up a TLS connection")
        }
        copenssl_bio_empty_is_retry(incoming)
        copenssl_bio_empty_is_retry(outgoing)
        // Takes over one reference of each BIO.
        SSL_set_bio(ssl, incoming, outgoing)
        SSL_set_accept_state(ssl)
        self.ssl = ssl
        self.incoming = incoming
        self.outgoing = outgoing
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
    package var unsentCount: Int {
        var bytes: UnsafePointer<UInt8>?
        return copenssl_bio_pending(outgoing, &bytes)
    }

    /// Lends the bytes that wait to be sent to `send`, which answers how many it took.
    package func sendCiphertext(_ send: (UnsafeRawBufferPointer) -> Int) {
        var bytes: UnsafePointer<UInt8>?
        let count = copenssl_bio_pending(outgoing, &bytes)
        guard count > 0, let bytes else { return }
        // The BIO's own buffer, which stays where it is until something is written, discarded or reset.
        let sent = send(UnsafeRawBufferPointer(start: bytes, count: count))
        if sent == count {
            copenssl_bio_reset(outgoing)
        } else {
            // Or a client that never takes everything would have the BIO keep all that it has ever taken.
            copenssl_bio_discard(outgoing, sent)
        }
    }

    private var selectedProtocol: `Protocol` {
        var name: UnsafePointer<UInt8>?
        var length: UInt32 = 0
        // Borrowed from the connection; looked at and left.
        SSL_get0_alpn_selected(ssl, &name, &length)
        return length == 2 && name?[0] == UInt8(ascii: "h") && name?[1] == UInt8(ascii: "2") ? .http2 : .http1
    }
}

import COpenSSL

/// The private key of a certificate. Confined to the thread that reads or makes it.
package final class PrivateKey {
    /// An `EVP_PKEY`, freed in deinit.
    let key: OpaquePointer

    private init(owning key: OpaquePointer) {
        self.key = key
    }

    /// Makes a new ECDSA key on the curve P-256, which everybody speaks.
    ///
    /// - Throws: `TLSError` where OpenSSL has no randomness or memory.
    package init() throws(TLSError) {
        ERR_clear_error()
        guard let key = copenssl_new_p256_key() else { throw TLSError("make a private key") }
        self.key = key
    }

    deinit {
        EVP_PKEY_free(key)
    }

    /// The first key of a PEM text, of any kind.
    ///
    /// - Parameters:
    ///   - pem: the text.
    ///   - attempt: what to say was attempted, where it fails.
    /// - Returns: the key.
    /// - Throws: `TLSError` where there is none, or one that is encrypted.
    package static func first(
        inPEM pem: [UInt8],
        _ attempt: @autoclosure () -> String = "read a PEM private key"
    ) throws(TLSError) -> PrivateKey {
        ERR_clear_error()
        guard let key = PEM.reading(pem, { PEM_read_bio_PrivateKey($0, nil, PEM.noPassword, nil) }) else {
            throw TLSError(attempt())
        }
        return PrivateKey(owning: key)
    }

    /// The key as PEM, PKCS #8 without encryption, with a line feed at its end.
    ///
    /// - Throws: `TLSError` when memory is short.
    package func pem() throws(TLSError) -> String {
        try PEM.writing("write a private key") { PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil) == 1 }
    }

    /// Whether signing with it includes the hash (RFC 8032), so that no other can be named.
    var hashesItself: Bool { EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "ED448") == 1 }

    /// Looks whether the key is a certificate's.
    ///
    /// - Parameters:
    ///   - certificate: whose it should be.
    ///   - attempt: what to say was attempted, where it is not.
    /// - Throws: `TLSError` where it is not.
    package func check(
        with certificate: Certificate,
        _ attempt: @autoclosure () -> String = "use the private key with the certificate"
    ) throws(TLSError) {
        ERR_clear_error()
        guard X509_check_private_key(certificate.x509, key) == 1 else { throw TLSError(attempt()) }
    }
}

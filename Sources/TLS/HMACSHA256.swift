import COpenSSL

/// HMAC-SHA256 (RFC 2104, FIPS 180-4).
package enum HMACSHA256 {
    /// The code of a message under a key of any length, the empty one included: 32 bytes.
    ///
    /// - Throws: `TLSError` where OpenSSL has no SHA-256, or no memory.
    package static func code(of message: [UInt8], key: [UInt8]) throws(TLSError) -> [UInt8] {
        ERR_clear_error()
        // OpenSSL takes a null pointer for "the key as before", which an empty array may be.
        let keyed = key.isEmpty ? [0] : key
        var code = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let isDone = HMAC(EVP_sha256(), keyed, Int32(key.count), message, message.count, &code, &count) != nil
        guard isDone, count == 32 else { throw TLSError("compute an HMAC-SHA256") }
        return code
    }
}

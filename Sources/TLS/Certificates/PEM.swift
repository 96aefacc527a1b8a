import COpenSSL

/// Text of OpenSSL's in memory.
enum PEM {
    typealias Password = @convention(c) (UnsafeMutablePointer<CChar>?, CInt, CInt, UnsafeMutableRawPointer?) -> CInt

    /// Has no password for what is encrypted, which is an error here: without this OpenSSL would ask at the terminal.
    static let noPassword: Password = { _, _, _, _ in 0 }

    /// Lends a BIO that reads `bytes`; nil when memory is short.
    static func reading<Value>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Value?) -> Value? {
        bytes.withUnsafeBytes { bytes in
            // An empty array may have no address, and the BIO reads nothing from any other.
            let start = bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            // The BIO reads from the array itself and ends before it.
            guard let bio = BIO_new_mem_buf(start, CInt(clamping: bytes.count)) else { return nil }
            defer { BIO_free(bio) }
            return body(bio)
        }
    }

    /// The text that `body` writes into a BIO.
    static func writing(_ attempt: String, _ body: (OpaquePointer) -> Bool) throws(TLSError) -> String {
        ERR_clear_error()
        guard let bio = copenssl_bio_new() else { throw TLSError(attempt) }
        defer { BIO_free(bio) }
        guard body(bio) else { throw TLSError(attempt) }
        var bytes: UnsafePointer<UInt8>?
        let count = copenssl_bio_pending(bio, &bytes)
        // The BIO's own bytes, copied before it goes.
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}

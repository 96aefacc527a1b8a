import COpenSSL

/// Chooses the protocol of a connection among those that the client offers (RFC 7301). The server's preference counts.
enum ALPN {
    typealias Select =
        @convention(c) (
            OpaquePointer?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, UnsafeMutablePointer<UInt8>?,
            UnsafePointer<UInt8>?, UInt32, UnsafeMutableRawPointer?
        ) -> CInt

    static let selectHTTP2OrHTTP1: Select = { _, selected, length, offered, count, _ in
        choose(["h2", "http/1.1"], from: offered, Int(count), selected, length)
    }

    static let selectHTTP1: Select = { _, selected, length, offered, count, _ in
        choose(["http/1.1"], from: offered, Int(count), selected, length)
    }

    /// Without overlap the connection goes on without ALPN, and speaks HTTP/1.1.
    private static func choose(
        _ preferred: [StaticString],
        from offered: UnsafePointer<UInt8>?,
        _ count: Int,
        _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ length: UnsafeMutablePointer<UInt8>?
    ) -> CInt {
        guard let offered, let selected, let length else { return SSL_TLSEXT_ERR_NOACK }
        // OpenSSL lends `count` bytes: names, each behind its length, which is checked before it is followed.
        let list = UnsafeBufferPointer(start: offered, count: count)
        for name in preferred {
            var index = 0
            while index < count {
                let end = index + 1 + Int(list[index])
                guard end <= count else { return SSL_TLSEXT_ERR_NOACK }
                if name.withUTF8Buffer({ $0.elementsEqual(list[index + 1..<end]) }) {
                    // The choice must point into the client's own list, which outlives this call.
                    selected.pointee = offered + index + 1
                    length.pointee = list[index]
                    return SSL_TLSEXT_ERR_OK
                }
                index = end
            }
        }
        return SSL_TLSEXT_ERR_NOACK
    }
}

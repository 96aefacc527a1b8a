import COpenSSL

/// What the files of `TLSSettings` hold, as it was read.
package struct TLSFiles: Hashable, Sendable {
    let chain: [UInt8]
    let key: [UInt8]
    let clientAuthorities: [UInt8]?

    /// Bytes that one of the files may have; more is no certificate.
    private static let longest = 1 << 20

    /// Reads the files, one behind the other: whoever exchanges them meanwhile leaves two that do not belong together.
    ///
    /// - Throws: `TLSError` that names the file which cannot be read.
    package init(_ settings: TLSSettings) throws(TLSError) {
        chain = try Self.read(settings.certificateChainFile, settings.chainAttempt)
        key = try Self.read(settings.privateKeyFile, settings.keyAttempt)
        clientAuthorities = try settings.clientCAFile.map { file throws(TLSError) in
            try Self.read(file, settings.clientAttempt)
        }
    }

    private static func read(_ file: String, _ attempt: String) throws(TLSError) -> [UInt8] {
        ERR_clear_error()
        guard let bio = BIO_new_file(file, "r") else { throw TLSError(attempt) }
        defer { BIO_free(bio) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while true {
            var count = 0
            // OpenSSL writes up to as many bytes as the buffer has and keeps no pointer.
            guard BIO_read_ex(bio, &buffer, buffer.count, &count) == 1 else { break }
            bytes += buffer[..<count]
            guard bytes.count <= longest else { throw TLSError("\(attempt), which is longer than \(longest) bytes") }
        }
        // A directory opens like a file, and fails to be read.
        guard ERR_peek_error() == 0 else { throw TLSError(attempt) }
        return bytes
    }
}

extension TLSSettings {
    var chainAttempt: String { "read a PEM certificate chain from \(certificateChainFile)" }

    var keyAttempt: String {
        "use the PEM private key in \(privateKeyFile) with the certificate in \(certificateChainFile)"
    }

    var clientAttempt: String { "read PEM certificates of client CAs from \(clientCAFile ?? "")" }
}

/// What the files of `TLSSettings` say: the server's certificate, its key, and the CAs of clients. Confined to the thread that
/// reads them.
package struct TLSCredentials {
    /// The server's certificate, then those that lead to its CA.
    package let chain: [Certificate]
    /// The key of the first.
    let key: PrivateKey
    let clientAuthorities: [Certificate]?

    /// - Parameters:
    ///   - files: the files' bytes.
    ///   - settings: what the files are called.
    /// - Throws: `TLSError` that names the file which cannot be used, or the two that do not belong together.
    package init(_ files: TLSFiles, _ settings: TLSSettings) throws(TLSError) {
        chain = try Certificate.all(inPEM: files.chain, settings.chainAttempt)
        key = try PrivateKey.first(inPEM: files.key, settings.keyAttempt)
        try key.check(with: chain[0], settings.keyAttempt)
        clientAuthorities = try files.clientAuthorities.map { pem throws(TLSError) in
            try Certificate.all(inPEM: pem, settings.clientAttempt)
        }
    }
}

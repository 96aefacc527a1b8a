/// How a connection of a test ended otherwise than it should.
enum ClientFailure: Error, Hashable {
    /// Nothing came, or nothing was taken, for ten seconds.
    case timedOut
    case reset
    /// TCP ended without a word from TLS.
    case truncated
    /// TLS has failed; OpenSSL's reason, which names the alert if there was one.
    case tls(String)
    /// The server has said something that is no HTTP.
    case malformed(String)
    case system(CInt)
}

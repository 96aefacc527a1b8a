import TLS

/// What stands between a socket and HTTP: TLS or nothing.
enum Channel {
    case tls(TLSSession)
    case plain(PlainSession)

    /// Takes what has come from the socket.
    func receive(_ bytes: UnsafeRawBufferPointer) {
        switch self {
        case .tls(let session): session.receive(bytes)
        case .plain(let session): session.receive(bytes)
        }
    }

    /// Puts into `buffer` what HTTP is to read. To be called until it answers `incomplete`.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> TLSSession.Read {
        switch self {
        case .tls(let session): return session.read(into: buffer)
        case .plain(let session):
            let count = session.read(into: buffer)
            return count > 0 ? .bytes(count) : .incomplete
        }
    }

    /// Takes all of what HTTP says, to be sent.
    func write(_ bytes: UnsafeRawBufferPointer) throws(TLSError) {
        switch self {
        case .tls(let session): try session.write(bytes)
        case .plain(let session): session.write(bytes)
        }
    }

    /// Says that nothing more will be sent, where there is a word for it before TCP's own.
    func close() {
        if case .tls(let session) = self {
            session.close()
        }
    }

    /// Bytes that wait to be sent.
    var unsentCount: Int {
        switch self {
        case .tls(let session): session.unsentCount
        case .plain(let session): session.unsentCount
        }
    }

    /// Lends the bytes that wait to be sent to `send`, which answers how many it took.
    func sendBytes(_ send: (UnsafeRawBufferPointer) -> Int) {
        switch self {
        case .tls(let session): session.sendCiphertext(send)
        case .plain(let session): session.sendBytes(send)
        }
    }
}

import Glibc
import TLS

/// What a server presents to whoever connects.
package enum ServedCertificate {
    /// Connects, shakes hands as a TLS client that trusts anybody, and leaves again with a word. A server that then asks for a
    /// certificate of ours has presented its own before.
    ///
    /// - Parameters:
    ///   - address: where the server listens.
    ///   - name: which server is meant (SNI); an IP address is not told.
    ///   - limit: how long all of it may take.
    /// - Returns: the facts of the server's own certificate.
    /// - Throws: `SystemError` for a connection that is refused, that breaks or takes too long, `TLSError` for a handshake that
    ///   fails before the server has presented anything.
    package static func leaf(
        at address: SocketAddress,
        name: String,
        within limit: Duration
    ) throws -> CertificateFacts {
        try leaf(at: address, name: name, within: limit) { _ in }
    }

    /// The same for whoever must know the port at our end before the server sees anything of us.
    static func leaf(
        at address: SocketAddress,
        name: String,
        within limit: Duration,
        from noted: (UInt16) -> Void
    ) throws -> CertificateFacts {
        let socket = try OutgoingSocket(to: address, until: .now + limit)
        noted(socket.localPort)
        let session = try TLSSession(lookingAt: name)
        let failure = try shakeHands(session, socket, address)
        guard let leaf = session.peerCertificate else {
            throw failure ?? SystemError("look for a certificate at \(address)", code: ENOMSG)
        }
        session.close()
        // Whoever does not take the last word is gone already.
        try? send(session, over: socket)
        return CertificateFacts(leaf)
    }

    /// Carries bytes both ways until the handshake is over; answers why it has failed, nil if it has not.
    private static func shakeHands(
        _ session: TLSSession,
        _ socket: OutgoingSocket,
        _ address: SocketAddress
    ) throws -> TLSError? {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
        // Lent to calls that end before it goes.
        defer { buffer.deallocate() }
        while true {
            let outcome = session.handshake()
            if case .failed(let error) = outcome {
                // The alert that says what is wrong; the failure itself is what counts.
                try? send(session, over: socket)
                return error
            }
            try send(session, over: socket)
            if case .complete = outcome {
                return nil
            }
            let count = try socket.receive(into: buffer)
            guard count > 0 else { throw SystemError("shake hands with \(address)", code: ECONNRESET) }
            session.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func send(_ session: TLSSession, over socket: OutgoingSocket) throws(SystemError) {
        var failure: SystemError?
        while session.unsentCount > 0, failure == nil {
            session.sendCiphertext { bytes in
                do throws(SystemError) {
                    return try socket.send(bytes)
                } catch {
                    failure = error
                    return 0
                }
            }
        }
        if let failure {
            throw failure
        }
    }
}

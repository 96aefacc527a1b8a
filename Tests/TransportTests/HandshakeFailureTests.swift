import COpenSSL
import TestSupport
import Testing

@testable import Transport

/// Why handshakes fail, as the server counts it.
@Suite struct HandshakeFailureTests {
    @Test(arguments: [
        (Array(String.get("/").utf8), "not_tls"), (Array("SSH-2.0-OpenSSH_9.2\r\n".utf8), "not_tls"),
        (HTTP2Client.preface, "not_tls"), ([22, 3, 1, 0, 5, 99, 0, 0, 1, 0], "other"),
    ])
    func whoSpeaksSomethingElse(bytes: [UInt8], cause: String) throws {
        let server = try TestServer()
        let socket = try server.socket()
        try socket.send(bytes)
        while try !socket.receive().isEmpty {}
        #expect(settled(on: [cause: 1]) { server.handshakeFailures } == [cause: 1])
    }

    @Test func whoOnlyLooks() throws {
        let server = try TestServer()
        try server.socket().close()
        try server.socket().reset()
        #expect(settled(on: ["closed": 2]) { server.handshakeFailures } == ["closed": 2])
    }

    @Test func whoSpeaksAnOldVersion() throws {
        let server = try TestServer(adjust: { $0.requireTLS13() })
        let tls = try server.tls { $0.maximumVersion = TLS1_2_VERSION }
        #expect(throws: ClientFailure.self) { try tls.handshake() }
        #expect(server.handshakeFailures == ["version": 1])
    }

    @Test func whoKnowsNoneOfOurCiphers() throws {
        let server = try TestServer()
        let tls = try server.tls {
            $0.maximumVersion = TLS1_2_VERSION
            $0.ciphers = "ECDHE-ECDSA-AES256-SHA"
        }
        #expect(throws: ClientFailure.self) { try tls.handshake() }
        #expect(server.handshakeFailures == ["cipher": 1])
    }

    /// A webhook configuration whose CA bundle is not ours.
    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func whoDoesNotTrustUs(version: CInt) throws {
        let server = try TestServer()
        let other = try DevelopmentCertificate()
        let tls = try server.tls {
            $0.authority = other.authority
            $0.maximumVersion = version
        }
        #expect(throws: ClientFailure.tls("certificate verify failed")) { try tls.handshake() }
        #expect(settled(on: ["certificate_refused": 1]) { server.handshakeFailures } == ["certificate_refused": 1])
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func whomWeDoNotTrust(version: CInt) throws {
        let authority = TestServer.certificate
        let server = try TestServer { _ in
        } adjust: {
            $0.requireClients(certifiedBy: authority.authority, called: ["kube-apiserver"])
        }
        let unnamed = try ClientCertificate(called: "somebody", by: authority)
        for identity in [nil, unnamed] {
            let tls = try server.tls {
                $0.identity = identity
                $0.maximumVersion = version
            }
            // In TLS 1.3 a client learns that it is refused with the first bytes that it reads.
            #expect(throws: ClientFailure.self) {
                try tls.handshake()
                _ = try tls.receive()
            }
        }
        #expect(settled(on: ["client_certificate": 2]) { server.handshakeFailures } == ["client_certificate": 2])
    }
}

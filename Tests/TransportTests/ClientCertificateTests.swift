import TestSupport
import Testing

@testable import Transport

/// Servers that let in only clients with a certificate.
@Suite struct ClientCertificateTests {
    @Test func onlyClientsOfTheCAWithOneOfTheNamesAreLetIn() throws {
        let authority = TestServer.certificate
        let server = try TestServer { _ in
        } adjust: {
            $0.requireClients(certifiedBy: authority.authority, called: ["kube-apiserver", "probe"])
        }
        let known = try ClientCertificate(called: "kube-apiserver", by: authority)
        let unnamed = try ClientCertificate(called: "somebody", by: authority)
        let other = try DevelopmentCertificate()
        let foreign = try ClientCertificate(called: "kube-apiserver", by: other)
        #expect(try status(server, known) == 200)
        #expect(throws: ClientFailure.tls("tlsv13 alert certificate required")) { try status(server, nil) }
        #expect(throws: ClientFailure.tls("sslv3 alert bad certificate")) { try status(server, unnamed) }
        #expect(throws: ClientFailure.tls("tlsv1 alert unknown ca")) { try status(server, foreign) }
        #expect(try status(server, known) == 200)
        server.expectCounts(["connectionsAccepted": 5, "handshakesFailed": 3, "requests": 2])
    }

    @Test func withoutNamesEveryClientOfTheCAIsLetIn() throws {
        let authority = TestServer.certificate
        let server = try TestServer { _ in
        } adjust: {
            $0.requireClients(certifiedBy: authority.authority, called: [])
        }
        #expect(try status(server, ClientCertificate(called: "anybody", by: authority)) == 200)
    }

    /// In TLS 1.3 a client learns that it is refused with the first bytes that it reads.
    private func status(_ server: TestServer, _ identity: ClientCertificate?) throws -> Int {
        let tls = try server.tls { $0.identity = identity }
        try tls.handshake()
        let client = HTTP1Client(tls)
        try client.send(.get("/"))
        return try client.answer().status
    }
}

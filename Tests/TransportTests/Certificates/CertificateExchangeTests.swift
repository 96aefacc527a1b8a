import Glibc
import TestSupport
import Testing

@testable import TLS
@testable import Transport

/// What clients see while a server's certificate is exchanged.
@Suite struct CertificateExchangeTests {
    private let issuer: TestAuthority
    private let mounted: MountedFolder
    private let folder: TemporaryFolder
    private let authority: String

    init() throws {
        issuer = try TestAuthority()
        folder = try TemporaryFolder()
        mounted = try MountedFolder(issuer.serving().files)
        authority = try folder.write(try issuer.certificate.pem(), to: "ca.crt")
    }

    private func server(loops: Int = 1, adjust: (inout ServerSettings) -> Void = { _ in }) throws -> TestServer {
        try TestServer(loops: loops, chain: mounted.path("tls.crt"), key: mounted.path("tls.key"), adjust: adjust)
    }

    private func leaf(of server: TestServer) throws -> CertificateFacts {
        try ServedCertificate.leaf(at: server.server.address, name: "localhost", within: .seconds(10))
    }

    private func connect(to server: TestServer) throws -> TLSClient {
        try server.tls { $0.authority = authority }
    }

    @Test func openConnectionsLiveOn() throws {
        let server = try server()
        let certificate = try #require(server.server.certificate)
        let old = try leaf(of: server)
        let tls = try connect(to: server)
        try tls.handshake()
        let client = HTTP1Client(tls)
        #expect(try client.get("/").status == 200)
        // One that has got half way.
        let late = try connect(to: server)
        try late.socket.send(late.hello())
        for number in 2...6 {
            let next = try issuer.serving()
            try mounted.exchange(next.files)
            #expect(certificate.reload()?.generation == number)
            #expect(try leaf(of: server) == CertificateFacts.all(inPEM: next.chain)[0])
            #expect(try client.get("/").status == 200)
        }
        #expect(try leaf(of: server) != old)
        try late.socket.send(late.lastFlight())
        #expect(try HTTP1Client(late).get("/").status == 200)
    }

    /// Every loop takes the new one over.
    @Test func everyLoopSeesIt() throws {
        let server = try server(loops: 3)
        let next = try issuer.serving()
        try mounted.exchange(next.files)
        _ = server.server.certificate?.reload()
        let expected = try CertificateFacts.all(inPEM: next.chain)[0]
        for _ in 0..<32 {
            #expect(try leaf(of: server) == expected)
        }
    }

    /// No handshake fails while certificates change and threads race.
    @Test func handshakesRaceWithExchanges() throws {
        let server = try server(loops: 2)
        let certificate = try #require(server.server.certificate)
        let (issuer, mounted) = (issuer, mounted)
        let pairs = try (0..<8).map { _ in try issuer.serving().files }
        let thread = BackgroundThread {
            for number in 0..<200 {
                try? mounted.exchange(pairs[number % pairs.count])
                _ = certificate.reload()
            }
        }
        let fingerprints = try pairs.map { try CertificateFacts.all(inPEM: $0["tls.crt"] ?? "")[0].fingerprint }
        let first = certificate.status.leaf.fingerprint
        for _ in 0..<200 {
            let leaf = try leaf(of: server)
            #expect((fingerprints + [first]).contains(leaf.fingerprint))
        }
        #expect(thread.ends(within: 60))
        #expect(certificate.status.generation > 100)
        #expect(certificate.status.failureCount == 0)
        #expect(server.counts["handshakesFailed"] == nil)
    }

    @Test func theCAsOfClientsAreExchangedToo() throws {
        let (old, new) = (try DevelopmentCertificate(), try DevelopmentCertificate())
        let file = try folder.write(try Command.run("cat", [old.authority]).standardOutput, to: "clients.crt")
        let server = try server { $0.requireClients(certifiedBy: file, called: []) }
        let certificate = try #require(server.server.certificate)
        func answer(_ identity: ClientCertificate) throws -> Int {
            let tls = try server.tls {
                $0.authority = authority
                $0.identity = identity
            }
            try tls.handshake()
            return try HTTP1Client(tls).get("/").status
        }
        let (oldClient, newClient) = (
            try ClientCertificate(called: "a", by: old), try ClientCertificate(called: "a", by: new)
        )
        #expect(try answer(oldClient) == 200)
        #expect(throws: ClientFailure.self) { try answer(newClient) }
        _ = try folder.write("garbage\n", to: "clients.crt")
        #expect(certificate.reload() == nil)
        #expect(certificate.reload()?.failure?.contains("client CAs from \(file)") == true)
        #expect(try answer(oldClient) == 200)
        _ = try folder.write(try Command.run("cat", [new.authority]).standardOutput, to: "clients.crt")
        #expect(certificate.reload()?.failure == nil)
        #expect(try answer(newClient) == 200)
        #expect(throws: ClientFailure.self) { try answer(oldClient) }
    }
}

import COpenSSL
import TLS
import TestSupport
import Testing

/// Who is let in where the server asks for certificates of its clients.
@Suite struct ClientAuthenticationTests {
    private let certificate: DevelopmentCertificate
    private let refused = "cannot complete the TLS handshake: certificate verify failed"

    init() throws {
        certificate = try DevelopmentCertificate()
    }

    private func settings(names: [String] = []) -> TLSSettings {
        var settings = TLSSettings(certificateChainFile: certificate.chain, privateKeyFile: certificate.key)
        settings.clientCAFile = certificate.authority
        settings.clientNames = names
        return settings
    }

    /// What the server says to a client with a certificate.
    private func outcome(
        _ client: ClientCertificate?,
        names: [String] = [],
        version: CInt = TLS1_3_VERSION
    ) throws -> TLSConnection.Outcome {
        try TLSConnection(settings(names: names), .init(maximumVersion: version, certificate: client))
            .shakeHands().server
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func aClientOfTheCAIsLetIn(_ version: CInt) throws {
        let client = try ClientCertificate(by: certificate)
        #expect(try outcome(client, version: version) == .complete(.http1))
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func aClientWithoutCertificateIsNot(_ version: CInt) throws {
        #expect(
            try outcome(nil, version: version)
                == .failed("cannot complete the TLS handshake: peer did not return a certificate")
        )
    }

    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func aClientOfAnotherCAIsNot(_ version: CInt) throws {
        let stranger = try ClientCertificate(by: DevelopmentCertificate())
        #expect(try outcome(stranger, version: version) == .failed(refused))
    }

    /// A certificate that the CA gave a server does not make its holder a client.
    @Test func aCertificateForServersIsNoneForClients() throws {
        let server = try ClientCertificate(by: certificate, usage: "serverAuth")
        #expect(try outcome(server) == .failed(refused))
    }

    @Test(
        arguments: [
            ("client", nil, true),
            ("CLIENT", nil, true),
            ("x", "DNS:client", true),
            ("x", "DNS:other,DNS:client", true),
            // The common name counts beside DNS names, for that is where Kubernetes puts a user.
            ("client", "DNS:x", true),
            ("system:kube-apiserver", nil, true),
            ("x", nil, false),
            ("client.x", nil, false),
            ("x.client", nil, false),
            ("clien", nil, false),
            ("x", "DNS:x", false),
            ("x", "DNS:*.cluster.local", false),
            ("x", "email:client@client", false),
            ("x", "URI:client", false),
        ] as [(String, String?, Bool)]
    )
    func aClientMustHaveOneOfTheNames(_ commonName: String, _ names: String?, _ isLetIn: Bool) throws {
        let client = try ClientCertificate(by: certificate, commonName: commonName, names: names)
        let outcome = try outcome(client, names: ["client", "system:kube-apiserver", "a.cluster.local"])
        #expect(outcome == (isLetIn ? .complete(.http1) : .failed(refused)))
    }

    @Test func aNameDoesNotMakeUpForTheCA() throws {
        let stranger = try ClientCertificate(by: DevelopmentCertificate(), commonName: "client")
        #expect(try outcome(stranger, names: ["client"]) == .failed(refused))
    }

    @Test func aClientLearnsWhoMayVouchForIt() throws {
        let connection = try TLSConnection(settings())
        _ = connection.shakeHands()
        #expect(connection.client.acceptedAuthorities == ["/CN=mig-gate development CA"])
    }

    /// An empty name, as an unset variable leaves it, must not open the door to all.
    @Test(arguments: ["", "a\0b"])
    func aNameThatNobodyCanHaveIsRefused(_ name: String) {
        let error = #expect(throws: TLSError.self) { try TLSContext(settings(names: ["client", name])) }
        #expect(error?.description.hasPrefix("cannot match client certificates against the name \"\(name)\"") == true)
    }

    @Test func theFileOfTheCAsIsNamed() throws {
        let folder = try TemporaryFolder()
        let missing = folder.path("missing.pem")
        let garbage = try folder.write("garbage\n", to: "garbage.pem")
        for (file, reason) in [
            (missing, "No such file or directory"),
            (garbage, "no start line"), (certificate.key, "no start line"),
        ] {
            var settings = settings()
            settings.clientCAFile = file
            let error = #expect(throws: TLSError.self) { try TLSContext(settings) }
            #expect(error?.description == "cannot read PEM certificates of client CAs from \(file): \(reason)")
        }
    }
}

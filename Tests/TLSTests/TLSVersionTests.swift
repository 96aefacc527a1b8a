import COpenSSL
import TLS
import TestSupport
import Testing

@Suite struct TLSVersionTests {
    private let certificate: DevelopmentCertificate

    init() throws {
        certificate = try DevelopmentCertificate()
    }

    private func connect(
        _ minimum: TLSSettings.Version,
        _ client: TLSClient.Settings
    ) throws -> TLSConnection {
        var settings = TLSSettings(certificateChainFile: certificate.chain, privateKeyFile: certificate.key)
        settings.minimumVersion = minimum
        return try TLSConnection(settings, client)
    }

    @Test(arguments: [
        (TLSSettings.Version.tls12, TLS1_2_VERSION, "TLSv1.2"), (.tls12, TLS1_3_VERSION, "TLSv1.3"),
        (.tls13, TLS1_3_VERSION, "TLSv1.3"),
    ])
    func theHighestVersionOfBothIsSpoken(
        _ minimum: TLSSettings.Version,
        _ maximum: CInt,
        _ version: String
    ) throws {
        let connection = try connect(minimum, .init(authority: certificate.authority, maximumVersion: maximum))
        let outcome = connection.shakeHands()
        #expect(outcome.server == .complete(.http1))
        #expect(outcome.client == .complete)
        #expect(connection.client.version == version)
        try connection.client.write(Array("to the server".utf8))
        connection.receive(connection.client.takeOutput())
        #expect(connection.read() == (Array("to the server".utf8), .incomplete))
        try connection.write(Array("to the client".utf8))
        connection.client.receive(connection.takeServerOutput())
        #expect(connection.client.read() == (Array("to the client".utf8), .incomplete))
    }

    @Test(arguments: [
        (TLSSettings.Version.tls13, TLS1_2_VERSION), (.tls12, TLS1_1_VERSION), (.tls12, TLS1_VERSION),
        (.tls13, TLS1_1_VERSION),
    ])
    func aClientBelowTheLowestVersionIsRefused(_ minimum: TLSSettings.Version, _ maximum: CInt) throws {
        let connection = try connect(minimum, .init(minimumVersion: TLS1_VERSION, maximumVersion: maximum))
        let outcome = connection.shakeHands()
        #expect(outcome.server == .failed("cannot complete the TLS handshake: unsupported protocol"))
        #expect(outcome.client == .failed(["tlsv1 alert protocol version"]))
    }
}

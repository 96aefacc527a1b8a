import COpenSSL
import TLS
import TestSupport
import Testing

/// The server's own certificate and key, and what is wrong with its files.
@Suite struct TLSContextTests {
    private let certificate: DevelopmentCertificate
    private let folder: TemporaryFolder

    init() throws {
        certificate = try DevelopmentCertificate()
        folder = try TemporaryFolder()
    }

    private func connect(chain: String, key: String, _ client: TLSClient.Settings) throws -> TLSConnection {
        try TLSConnection(TLSSettings(certificateChainFile: chain, privateKeyFile: key), client)
    }

    /// A client trusts the CA only if the whole chain comes, which is what the file has.
    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func theWholeChainIsSent(_ version: CInt) throws {
        let connection = try connect(
            chain: certificate.chain,
            key: certificate.key,
            .init(authority: certificate.authority, maximumVersion: version)
        )
        #expect(connection.shakeHands().client == .complete)
        #expect(connection.client.chainLength == 2)
    }

    private func rsaCertificate() throws -> (chain: String, key: String) {
        let (chain, key) = (folder.path("rsa.crt"), folder.path("rsa.key"))
        try openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=a", "-keyout", key, "-out", chain)
        return (chain, key)
    }

    /// RSA is what cert-manager issues unless told otherwise.
    @Test(arguments: [TLS1_2_VERSION, TLS1_3_VERSION])
    func anRSACertificateServesToo(_ version: CInt) throws {
        let (chain, key) = try rsaCertificate()
        let connection = try connect(chain: chain, key: key, .init(authority: chain, maximumVersion: version))
        #expect(connection.shakeHands().client == .complete)
        #expect(connection.client.chainLength == 1)
    }

    /// `BEGIN PRIVATE KEY` and `BEGIN EC PRIVATE KEY` are both usual.
    @Test func aKeyMayBeInEitherForm() throws {
        let key = folder.path("pkcs8.key")
        try openssl("pkcs8", "-topk8", "-nocrypt", "-in", certificate.key, "-out", key)
        let connection = try connect(chain: certificate.chain, key: key, .init(authority: certificate.authority))
        #expect(connection.shakeHands().client == .complete)
    }

    /// A client of OpenSSL would rather have 256 bits.
    @Test(arguments: [
        (TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256"), (TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256"),
    ])
    func theServerChoosesTheCipher(_ version: CInt, _ cipher: String) throws {
        let connection = try connect(
            chain: certificate.chain,
            key: certificate.key,
            .init(maximumVersion: version)
        )
        _ = connection.shakeHands()
        #expect(connection.client.cipher == cipher)
    }

    /// Forward secrecy comes from ECDHE only, and authentication of what is encrypted from GCM and its like.
    @Test(arguments: ["AES128-GCM-SHA256", "DHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-SHA"])
    func anyOtherKindOfCipherIsRefused(_ cipher: String) throws {
        let (chain, key) = try rsaCertificate()
        let connection = try connect(
            chain: chain,
            key: key,
            .init(maximumVersion: TLS1_2_VERSION, ciphers: cipher)
        )
        #expect(connection.shakeHands().server == .failed("cannot complete the TLS handshake: no shared cipher"))
    }

    @Test func aConnectionOutlivesTheContextThatWasReplaced() throws {
        var context: TLSContext? = try TLSContext(
            TLSSettings(certificateChainFile: certificate.chain, privateKeyFile: certificate.key)
        )
        let connection = try TLSConnection(try #require(context), .init(protocols: ["h2"]))
        weak let old = context
        context = nil
        #expect(old == nil)
        #expect(connection.shakeHands().server == .complete(.http2))
    }

    /// The text of the error with which a context is refused; nil if it is made.
    private func refusal(chain: String? = nil, key: String? = nil) -> String? {
        do throws(TLSError) {
            _ = try TLSContext(
                TLSSettings(certificateChainFile: chain ?? certificate.chain, privateKeyFile: key ?? certificate.key)
            )
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func aMissingFileIsNamed() {
        let missing = folder.path("missing.pem")
        #expect(
            refusal(chain: missing)
                == "cannot read a PEM certificate chain from \(missing): No such file or directory"
        )
        #expect(
            refusal(key: missing)
                == "cannot use the PEM private key in \(missing) with the certificate in \(certificate.chain): "
                + "No such file or directory"
        )
    }

    @Test func aFileThatHoldsSomethingElseIsNamed() throws {
        let garbage = try folder.write("garbage\n", to: "garbage.pem")
        for file in [garbage, certificate.key] {
            #expect(
                refusal(chain: file)
                    == "cannot read a PEM certificate chain from \(file): no start line"
            )
        }
        for file in [garbage, certificate.chain] {
            #expect(
                refusal(key: file)
                    == "cannot use the PEM private key in \(file) with the certificate in \(certificate.chain): "
                    + "unsupported"
            )
        }
    }

    @Test func aKeyOfAnotherCertificateIsRefused() throws {
        #expect(
            refusal(key: certificate.authorityKey)
                == "cannot use the PEM private key in \(certificate.authorityKey) with the certificate in "
                + "\(certificate.chain): key values mismatch"
        )
        let key = folder.path("other.key")
        try openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        #expect(
            refusal(key: key)
                == "cannot use the PEM private key in \(key) with the certificate in \(certificate.chain): "
                + "different key types; key type mismatch"
        )
    }

    /// What was wrong with one context is not said of the next.
    @Test func anErrorTellsOnlyOfItself() {
        _ = refusal(chain: folder.path("missing.pem"))
        #expect(refusal() == nil)
        #expect(refusal(chain: certificate.key)?.contains("No such file") == false)
    }
}

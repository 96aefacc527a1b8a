import Glibc
import TLS
import TestSupport
import Testing

/// What we read out of certificates, against what openssl reads out of them.
@Suite struct CertificateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func x509(_ arguments: String..., of file: String) throws -> String {
        try Command.run("openssl", ["x509", "-noout", "-in", file] + arguments).standardOutput
    }

    @Test func theFactsAreThoseOfOpenSSL() throws {
        let issued = try DevelopmentCertificate(names: ["a.example", "*.b.example", "192.0.2.7", "2001:db8::7"])
        let certificates = try Certificate.all(inPEM: Array(try text(issued.chain).utf8))
        #expect(certificates.count == 2)
        let leaf = certificates[0]
        let fingerprint = try x509("-fingerprint", "-sha256", of: issued.chain).split(separator: "=")[1]
        #expect(leaf.fingerprint == fingerprint.filter(\.isHexDigit).lowercased())
        #expect(leaf.subject == "CN=mig-gate")
        #expect(leaf.names == ["a.example", "*.b.example", "192.0.2.7", "2001:db8::7"])
        #expect(leaf.notAfter - leaf.notBefore == 30 * 86_400)
        #expect(abs(leaf.notBefore - time(nil)) < 60)
        #expect(certificates.map(\.isAuthority) == [false, true])
        #expect(certificates.map(\.isSelfIssued) == [false, true])
        #expect(certificates.map(\.maySpeakForServers) == [true, true])
        #expect(certificates.map(\.isSignedWeakly) == [false, false])
        #expect(leaf.isIssued(by: certificates[1]))
        #expect(!certificates[1].isIssued(by: leaf))
        #expect(try leaf.pem() + certificates[1].pem() == text(issued.chain))
    }

    @Test(arguments: [
        ("a.example", true), ("A.EXAMPLE", true), ("x.b.example", true), ("x.y.b.example", false), ("b.example", false),
        ("192.0.2.7", true), ("192.0.2.8", false), ("2001:DB8:0::7", true), ("mig-gate", false), ("", false),
    ])
    func aNameIsBorne(name: String, isBorne: Bool) throws {
        let issued = try DevelopmentCertificate(names: ["a.example", "*.b.example", "192.0.2.7", "2001:db8::7"])
        let leaf = try Certificate.all(inPEM: Array(try text(issued.chain).utf8))[0]
        #expect(leaf.bears(name) == isBorne)
    }

    /// Letters beyond ASCII, and a name that would be another's if it were cut.
    @Test func strangeSubjectsAreLegible() throws {
        let (file, key) = (folder.path("a.crt"), folder.path("a.key"))
        try openssl(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-utf8",
            "-subj",
            "/O=Müller, Söhne/CN=a",
            "-keyout",
            key,
            "-out",
            file
        )
        let certificate = try Certificate.all(inPEM: Array(try text(file).utf8))[0]
        #expect(certificate.subject == #"CN=a,O=Müller\, Söhne"#)
        #expect(certificate.names == [])
        #expect(!certificate.bears("a"))
    }

    @Test func signaturesOverSHA1AreWeak() throws {
        let (file, key) = (folder.path("a.crt"), folder.path("a.key"))
        try openssl(
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-sha1",
            "-subj",
            "/CN=a",
            "-keyout",
            key,
            "-out",
            file
        )
        #expect(try Certificate.all(inPEM: Array(try text(file).utf8))[0].isSignedWeakly)
    }

    @Test(arguments: ["", "no PEM\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
    func whatIsNoCertificateIsAnError(text: String) {
        #expect(throws: TLSError.self) { try Certificate.all(inPEM: Array(text.utf8)) }
    }

    /// Half of a chain is no chain.
    @Test func aBrokenSecondCertificateIsAnError() throws {
        let chain = try text(DevelopmentCertificate().chain)
        #expect(throws: TLSError.self) { try Certificate.all(inPEM: Array(chain.utf8.dropLast(200))) }
    }

    private func text(_ file: String) throws -> String {
        try Command.run("cat", [file]).standardOutput
    }
}

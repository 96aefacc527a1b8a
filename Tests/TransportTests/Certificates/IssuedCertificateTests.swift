import Glibc
import TestSupport
import Testing
import Transport

/// A CA and certificates of a server, by value.
@Suite struct IssuedCertificateTests {
    private static let day = 86_400

    @Test func aChainLeadsToItsCA() throws {
        let authority = try IssuedCertificate.authority(named: "mig-gate CA", days: 365)
        let serving = try IssuedCertificate.serving(names: ["gate.svc", "192.0.2.1"], days: 30, issuedBy: authority)
        let facts = try CertificateFacts.all(inPEM: serving.certificate)
        #expect(facts.map(\.isAuthority) == [false, true])
        #expect(facts[0].names == ["gate.svc", "192.0.2.1"])
        #expect(facts.map(\.subject) == ["CN=mig-gate", "CN=mig-gate CA"])
        let now = time(nil)
        #expect(facts.map { ($0.notAfter - now + 60) / Self.day } == [30, 365])
        #expect(facts[1] == (try CertificateFacts.all(inPEM: authority.certificate)[0]))
        #expect(try CertificateFacts.leads(serving.certificate, toOneOf: authority.certificate))
        let other = try IssuedCertificate.authority(named: "mig-gate CA", days: 365)
        #expect(try !CertificateFacts.leads(serving.certificate, toOneOf: other.certificate))
        #expect(try CertificateFacts.leads(serving.certificate, toOneOf: other.certificate + authority.certificate))
        let later = now + 31 * Self.day
        #expect(try !CertificateFacts.leads(serving.certificate, toOneOf: authority.certificate, at: later))
    }

    @Test func aCertificateMayLastAsLongAsItsCA() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        let serving = try IssuedCertificate.serving(names: ["a"], days: 30, issuedBy: authority)
        let facts = try CertificateFacts.all(inPEM: serving.certificate)
        #expect(facts[0].notAfter == facts[1].notAfter)
    }

    @Test func aCertificateDoesNotOutliveItsCA() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 10)
        let error = #expect(throws: CertificateIssueError.self) {
            try IssuedCertificate.serving(names: ["a"], days: 30, issuedBy: authority)
        }
        let text = error?.description ?? ""
        #expect(text.hasPrefix("a certificate for 30 days would outlive its CA, which ends 20"), "\(text)")
        #expect(text.hasSuffix(": issue it for at most 9 days, or issue a new CA") || text.contains("at most 10 days"))
    }

    @Test(arguments: [
        "", "a b", "-a", "a-", "a..b", "*", "a.*", "a*.b", "x,DNS:y", "ä", "1.2.3.4.", "::g", "a:1", "a\n",
    ])
    func whatIsNoNameIsRefused(name: String) throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        #expect(throws: CertificateIssueError.name(name)) {
            try IssuedCertificate.serving(names: ["good", name], days: 1, issuedBy: authority)
        }
    }

    /// A CA that openssl makes, its certificate and its key behind one another.
    private func authority(
        _ folder: TemporaryFolder,
        _ arguments: [String]
    ) throws -> (certificate: String, file: String) {
        let file = folder.path("ca.pem")
        try Command.run(
            "openssl",
            ["req", "-x509", "-nodes", "-subj", "/CN=a", "-keyout", "\(file).key", "-out", "\(file).crt"] + arguments
        )
        return (try Command.run("cat", ["\(file).crt", "\(file).key"]).standardOutput, file)
    }

    @Test(arguments: [
        ["-newkey", "rsa:2048"], ["-newkey", "ed25519"], ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"],
        ["-newkey", "rsa:2048", "-addext", "subjectKeyIdentifier=none"],
    ])
    func aCAOfAnyKindIssues(arguments: [String]) throws {
        let (pem, file) = try authority(TemporaryFolder(), arguments)
        let authority = try IssuedCertificate(authority: (pem, file), privateKey: (pem, file))
        let serving = try IssuedCertificate.serving(names: ["a"], days: 1, issuedBy: authority)
        #expect(try CertificateFacts.leads(serving.certificate, toOneOf: pem))
        // Everybody may read it.
        #expect(!authority.certificate.contains("PRIVATE"))
        #expect(serving.isPair)
    }

    @Test func aCAThatCannotBeUsedIsNamed() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        let other = try IssuedCertificate.authority(named: "a", days: 30)
        for (certificate, key, words) in [
            ("x", authority.privateKey, "cannot read the CA's PEM certificate from a.crt: no start line"),
            (authority.certificate, "x", "cannot use the CA's PEM private key in a.key: unsupported"),
            (
                authority.certificate, other.privateKey,
                "cannot use the CA's PEM private key in a.key with the certificate in a.crt: key values mismatch"
            ),
        ] {
            let error = #expect(throws: (any Error).self) {
                try IssuedCertificate(authority: (certificate, "a.crt"), privateKey: (key, "a.key"))
            }
            #expect(error.map { "\($0)" } == words)
        }
    }

    @Test func noNameIsRefused() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        #expect(throws: CertificateIssueError.noName) {
            try IssuedCertificate.serving(names: [], days: 1, issuedBy: authority)
        }
    }

    @Test(arguments: [0, -1, 36_501])
    func daysHaveBounds(days: Int) {
        #expect(throws: CertificateIssueError.days(days)) { try IssuedCertificate.authority(named: "a", days: days) }
    }

    @Test(arguments: ["", String(repeating: "a", count: 65)])
    func aCAHasAName(name: String) {
        #expect(throws: CertificateIssueError.name(name)) { try IssuedCertificate.authority(named: name, days: 1) }
    }

    /// Past 2049 X.509 writes dates otherwise.
    @Test func aCenturyWillDo() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 36_500)
        let facts = try CertificateFacts.all(inPEM: authority.certificate)[0]
        #expect(abs(facts.notAfter - time(nil) - 36_500 * Self.day) < 60)
    }

    @Test func aServersCertificateIssuesNothing() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        let serving = try IssuedCertificate.serving(names: ["a"], days: 1, issuedBy: authority)
        #expect(throws: CertificateIssueError.noAuthority("CN=mig-gate")) {
            try IssuedCertificate.serving(names: ["b"], days: 1, issuedBy: serving)
        }
    }

    @Test func aKeyOfAnotherCAIsRefused() throws {
        let (authority, other) = (
            try IssuedCertificate.authority(named: "a", days: 30), try IssuedCertificate.authority(named: "a", days: 30)
        )
        let torn = IssuedCertificate(certificate: authority.certificate, privateKey: other.privateKey)
        #expect(throws: (any Error).self) { try IssuedCertificate.serving(names: ["a"], days: 1, issuedBy: torn) }
    }

    @Test func aPairIsACertificateWithItsOwnKey() throws {
        let authority = try IssuedCertificate.authority(named: "a", days: 30)
        let serving = try IssuedCertificate.serving(names: ["a"], days: 1, issuedBy: authority)
        #expect(authority.isPair)
        #expect(serving.isPair)
        for key in [authority.privateKey, "", String(serving.privateKey.dropLast(60))] {
            #expect(!IssuedCertificate(certificate: serving.certificate, privateKey: key).isPair)
        }
        #expect(!IssuedCertificate(certificate: "", privateKey: serving.privateKey).isPair)
    }
}

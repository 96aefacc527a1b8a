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
}

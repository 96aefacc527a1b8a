import Glibc
import Synchronization
import TestSupport

@testable import TLS
@testable import Transport

/// A CA of a test's own that issues whatever it is asked for.
struct TestAuthority {
    /// A certificate of a server, as a Secret holds it.
    struct Serving {
        let chain: String
        let key: String

        var files: [String: String] { ["tls.crt": chain, "tls.key": key] }
    }

    static let names = ["localhost", "127.0.0.1", "::1"]

    let certificate: Certificate
    let key: PrivateKey

    init() throws {
        key = try PrivateKey()
        certificate = try CertificateRequest(authority: "test", notAfter: time(nil) + 3650 * 86_400)
            .issue(for: key, at: time(nil) - 365 * 86_400)
    }

    /// A certificate with the CA behind it, for thirty days from `now` on.
    func serving(names: [String] = names, at now: Int = time(nil)) throws -> Serving {
        let key = try PrivateKey()
        let request = CertificateRequest(names: names, commonName: "gate", notAfter: now + 30 * 86_400)
        let leaf = try request.issue(for: key, by: (certificate, self.key), at: now)
        return Serving(chain: try leaf.pem() + certificate.pem(), key: try key.pem())
    }

    /// A certificate for localhost that openssl issues with other extensions, or over another hash.
    func serving(extensions: String, hash: String = "sha256") throws -> Serving {
        let folder = try TemporaryFolder()
        let (ca, caKey) = (try folder.write(certificate.pem(), to: "ca.crt"), try folder.write(key.pem(), to: "ca.key"))
        let leafKey = try PrivateKey().pem()
        let keyFile = try folder.write(leafKey, to: "tls.key")
        let extensionFile = try folder.write(extensions, to: "extensions")
        let request = folder.path("tls.csr")
        try Command.run("openssl", ["req", "-new", "-key", keyFile, "-subj", "/CN=gate", "-out", request])
        let leaf = try Command.run(
            "openssl",
            ["x509", "-req", "-in", request, "-CA", ca, "-CAkey", caKey, "-CAcreateserial", "-days", "30"]
                + ["-\(hash)", "-extfile", extensionFile]
        )
        return Serving(chain: leaf.standardOutput + (try certificate.pem()), key: leafKey)
    }
}

/// What may be wrong with files that are to replace others.
enum Damage: CaseIterable {
    case expired, tooEarly, withoutAlternativeNames, withoutTheName, forClients, overSHA1, outOfOrder
    case keyOfAnother, garbage, halfAChain, missing

    /// Whether it looks like half of an exchange.
    var mayMend: Bool {
        switch self {
        case .keyOfAnother, .garbage, .halfAChain, .missing: true
        default: false
        }
    }

    /// What must be told of it.
    var words: String {
        switch self {
        case .expired: "expired at"
        case .tooEarly: "is valid only from"
        case .withoutAlternativeNames: "has no subject alternative name"
        case .withoutTheName: "is for a.example and not for localhost"
        case .forClients: "is not for servers"
        case .overSHA1: "is signed with SHA-1"
        case .outOfOrder: "is not issued by certificate"
        case .keyOfAnother: "key values mismatch"
        case .garbage: "no start line"
        case .halfAChain: "cannot read a PEM certificate chain from"
        case .missing: "No such file or directory"
        }
    }

    func files(_ authority: TestAuthority) throws -> [String: String] {
        switch self {
        case .expired: return try authority.serving(at: time(nil) - 31 * 86_400).files
        case .tooEarly: return try authority.serving(at: time(nil) + 3600).files
        case .withoutAlternativeNames: return try authority.serving(extensions: "keyUsage=digitalSignature\n").files
        case .withoutTheName: return try authority.serving(names: ["a.example"]).files
        case .forClients:
            return try authority.serving(extensions: "subjectAltName=DNS:localhost\nextendedKeyUsage=clientAuth\n")
                .files
        case .overSHA1: return try authority.serving(extensions: "subjectAltName=DNS:localhost\n", hash: "sha1").files
        case .outOfOrder:
            let serving = try authority.serving()
            let stranger = try TestAuthority().certificate.pem()
            let leaf = try Certificate.all(inPEM: Array(serving.chain.utf8))[0].pem()
            return ["tls.crt": leaf + stranger, "tls.key": serving.key]
        case .keyOfAnother: return ["tls.crt": try authority.serving().chain, "tls.key": try authority.serving().key]
        case .garbage: return ["tls.crt": "garbage\n", "tls.key": try authority.serving().key]
        case .halfAChain:
            let serving = try authority.serving()
            return ["tls.crt": String(serving.chain.dropLast(200)), "tls.key": serving.key]
        case .missing: return ["tls.crt": try authority.serving().chain]
        }
    }
}

/// A clock that a test sets.
final class TestClock: Sendable {
    private let seconds: Mutex<Int>

    init(_ now: Int) {
        seconds = Mutex(now)
    }

    var now: Int {
        get { seconds.withLock(\.self) }
        set { seconds.withLock { $0 = newValue } }
    }
}

/// A certificate or listener that is otherwise than it should be.
struct UnexpectedHealth: Error {
    let health: ServingHealth

    init(_ health: ServingHealth) {
        self.health = health
    }
}

import Foundation
import TestSupport
import Testing

/// `certs issue`, as somebody without cert-manager uses it.
@Suite struct CertsIssueTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func issue(_ arguments: [String] = []) throws -> Command.Output {
        try Command.run(Repository.executable.path, ["certs", "issue", "--out", folder.url.path] + arguments)
    }

    private func text(_ file: String) throws -> String {
        try Command.run("openssl", ["x509", "-noout", "-text", "-in", folder.path(file)]).standardOutput
    }

    private func mode(_ file: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: folder.path(file))[.posixPermissions] as? Int
    }

    @Test func theFilesAreThoseOfTheService() throws {
        let output = try issue()
        #expect(output.status == 0)
        #expect(output.standardOutput.hasPrefix("mig-gate.mig-gate.svc, mig-gate.mig-gate.svc.cluster.local: until 20"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
        #expect(names == ["ca.crt", "ca.key", "tls.crt", "tls.key"])
        #expect(try names.map { try mode($0) } == [0o644, 0o600, 0o644, 0o600])
        let leaf = try text("tls.crt")
        #expect(leaf.contains("DNS:mig-gate.mig-gate.svc, DNS:mig-gate.mig-gate.svc.cluster.local\n"))
        #expect(try text("ca.crt").contains("CA:TRUE, pathlen:0\n"))
        let verdict = try Command.run(
            "openssl",
            [
                "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname", "mig-gate.mig-gate.svc",
                "-CAfile",
                folder.path("ca.crt"), folder.path("tls.crt"),
            ]
        )
        #expect(verdict.status == 0, "\(verdict.standardError)")
    }

    @Test func curlTrustsAServerWithThem() throws {
        #expect(try issue(["--name", "localhost", "--name", "127.0.0.1"]).status == 0)
        let server = try ServerProcess(
            DevelopmentCertificate(),
            ["--tls-cert", folder.path("tls.crt"), "--tls-key", folder.path("tls.key"), "--tls-name", "127.0.0.1"]
        )
        let output = try Command.run(
            "curl",
            [
                "--silent", "--show-error", "--max-time", "10", "--cacert", folder.path("ca.crt"), "--output",
                "/dev/null",
                "--write-out", "%{http_code}", server.url,
            ]
        )
        #expect(output.standardOutput == "405", "\(output.standardError)")
    }

    @Test func whatIsThereIsKept() throws {
        #expect(try issue().status == 0)
        let before = try text("tls.crt")
        let output = try issue()
        #expect(output.status == 1)
        #expect(
            output.standardError
                == "Error: \(folder.path("ca.crt")): the file is there already; name another --out, or give --force\n"
        )
        #expect(try text("tls.crt") == before)
        #expect(try issue(["--force"]).status == 0)
        #expect(try text("tls.crt") != before)
    }

    @Test func aCAThatExistsSignsAgain() throws {
        #expect(try issue().status == 0)
        let authority = try text("ca.crt")
        let arguments = ["--ca", folder.path("ca.crt"), "--ca-key", folder.path("ca.key"), "--force"]
        #expect(try issue(arguments + ["--name", "other.example"]).status == 0)
        #expect(try text("ca.crt") == authority)
        #expect(try text("tls.crt").contains("DNS:other.example\n"))
        let output = try issue(arguments + ["--days", "400"])
        #expect(output.status == 1)
        #expect(output.standardError.hasPrefix("Error: a certificate for 400 days would outlive its CA, which ends 20"))
        #expect(output.standardError.hasSuffix(" days, or issue a new CA\n"))
    }

    @Test(arguments: [
        (["--days", "0"], "--days is 0; write a number from 1 to 36500"),
        (
            ["--ca-days", "20"],
            "--days is 30 and --ca-days 20: a certificate cannot outlive its CA; write --days 20 or less"
        ),
        (["--ca", "ca.crt"], "--ca and --ca-key belong together"),
    ])
    func optionsAreChecked(arguments: [String], message: String) throws {
        let output = try issue(arguments)
        #expect(output.status == 64)
        #expect(output.standardError.contains(message), "\(output.standardError)")
    }

    @Test func aNameThatIsNoneIsNamed() throws {
        let output = try issue(["--name", "https://gate"])
        #expect(output.status == 1)
        #expect(
            output.standardError.hasPrefix(#"Error: "https://gate" is no name for a certificate: write a DNS name"#)
        )
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
    }

    @Test func aCAThatIsNotThereIsNamed() throws {
        let output = try issue(["--ca", "nowhere.crt", "--ca-key", "nowhere.key"])
        #expect(output.status == 1)
        #expect(output.standardError == "Error: --ca: nowhere.crt cannot be read: there is no such file\n")
    }

    @Test func whatIsInTheWayIsNamed() throws {
        let file = try folder.write("", to: "file")
        let output = try issue(["--out", "\(file)/below"])
        #expect(output.status == 1)
        #expect(output.standardError == "Error: --out: the folder \(file)/below cannot be made: \(file) is a file\n")
        let authority = try issue(["--ca", folder.url.path, "--ca-key", file])
        #expect(authority.standardError == "Error: --ca: \(folder.url.path) cannot be read: it is a directory\n")
    }
}

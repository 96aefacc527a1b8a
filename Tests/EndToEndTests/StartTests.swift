import Foundation
import TestSupport
import Testing

/// What an operator hears who has made a mistake.
@Suite struct StartTests {
    private let certificate: DevelopmentCertificate
    private let folder: TemporaryFolder

    init() throws {
        certificate = try DevelopmentCertificate()
        folder = try TemporaryFolder()
    }

    private func serve(_ arguments: [String]) throws -> Command.Output {
        try Command.run(
            Repository.executable.path,
            ["serve", "--tls-cert", certificate.chain, "--tls-key", certificate.key, "--ops-listen", "127.0.0.1:0"]
                + arguments
        )
    }

    @Test func everyProblemOfAPolicyIsNamed() throws {
        let policy = try folder.write("headroom:\n  default: 1GiB\nreserv: 256Mi\n", to: "policy.yaml")
        let output = try serve(["--listen", "127.0.0.1:0", "--policy", policy])
        #expect(output.status == 1)
        #expect(
            output.standardError == """
                Error: \(policy):2: headroom.default: "1GiB" is no quantity: write 1Gi
                \(policy):3: reserv: unknown key; did you mean reserve?

                """
        )
    }

    @Test func aPortThatIsTakenIsAnError() throws {
        let server = try ServerProcess(certificate)
        let output = try serve(["--listen", server.address])
        #expect(output.status == 1)
        #expect(output.standardError == "Error: bind \(server.address): Address already in use\n")
    }

    @Test func anOperationsPortThatIsTakenIsAnError() throws {
        let server = try ServerProcess(certificate)
        let address = try #require(server.operations)
        let output = try serve(["--listen", "127.0.0.1:0", "--ops-listen", address])
        #expect(output.status == 1)
        #expect(output.standardError == "Error: --ops-listen: bind \(address): Address already in use\n")
    }

    @Test func aMissingCertificateIsNamed() throws {
        let output = try Command.run(
            Repository.executable.path,
            ["serve", "--listen", "127.0.0.1:0", "--tls-cert", "nowhere.crt", "--tls-key", certificate.key]
        )
        #expect(output.status == 1)
        #expect(
            output.standardError.hasPrefix(
                "Error: cannot read a PEM certificate chain from nowhere.crt: No such file or directory"
            )
        )
    }

    @Test(arguments: [
        (["--listen", "localhost:8443"], "--listen is 'localhost:8443'; write a numeric address and a port"),
        (["--ops-listen", "9090"], "--ops-listen is '9090'; write a numeric address and a port, such as 0.0.0.0:9090"),
        (["--drain-delay", "10"], "--drain-delay is '10'; write a duration such as 10s"),
        (["--tls-name", ""], "--tls-name is empty; write a DNS name or IP address, such as mig-gate.mig-gate.svc"),
        (["--loops", "0"], "--loops is 0; write a number from 1 to 64"),
        (["--client-name", "x"], "--client-name needs --client-ca"),
        (["--client-ca", "ca.crt", "--client-name", ""], "--client-name is empty"),
        (["--tls-min-version", "1.1"], "'1.1' is invalid"),
    ])
    func argumentsAreChecked(arguments: [String], message: String) throws {
        let output = try serve(arguments)
        // EX_USAGE of sysexits.h.
        #expect(output.status == 64)
        #expect(output.standardError.contains(message), "\(output.standardError)")
    }
}

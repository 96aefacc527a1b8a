import Foundation
import TestSupport
import Testing

/// How messages leave: through TLS, CAs and proxies.
@Suite struct AlertNetworkTests {
    private let folder: TemporaryFolder
    private let certificate: DevelopmentCertificate

    init() throws {
        folder = try TemporaryFolder()
        certificate = try DevelopmentCertificate()
    }

    /// Tries a receiver with variables in the environment.
    private func test(_ file: String, _ receiver: String, _ environment: [String] = []) throws -> Command.Output {
        let command = [Repository.executable.path, "alert", "test", "--alerts", file, "--receiver", receiver]
        // Whatever the machine has set for itself.
        let variables = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"]
        let clean = variables.flatMap { ["-u", $0] }
        return try Command.run("env", clean + environment + command)
    }

    @Test func aFurtherAuthorityIsTrustedAndNothingElse() throws {
        let fakes = try RobotFakes(tls: certificate)
        let receivers = [AlertedServer.Receiver(service: .feishu, language: "en")]
        let untrusted = try test(AlertedServer.write(receivers, "", fakes, in: folder), "feishu-en")
        #expect(untrusted.status == 1)
        #expect(untrusted.standardOutput.contains("certificate"))
        #expect(untrusted.standardOutput.contains("`ca:`"))
        let file = try AlertedServer.write(receivers, "ca: \(certificate.authority)", fakes, in: folder)
        #expect(try test(file, "feishu-en").status == 0)
        #expect(try fakes.calls(.feishu).count == 1)
    }

    /// What cannot be reached without the proxy goes through it, and what `NO_PROXY` names does not.
    @Test func proxiesAreAskedUnlessTheHostIsExempt() throws {
        let fakes = try RobotFakes(tls: certificate)
        let settings = "ca: \(certificate.authority)"
        let file = try AlertedServer.write([.init(service: .slack, language: "en")], settings, fakes, in: folder)
        // It does not know CONNECT.
        let proxy = "HTTPS_PROXY=\(try RobotFakes().origin)"
        let refused = try test(file, "slack-en", [proxy])
        #expect(refused.status == 1)
        #expect(refused.standardOutput.contains("proxy"), "\(refused.standardOutput)")
        #expect(try fakes.calls().isEmpty)
        #expect(try test(file, "slack-en", [proxy, "NO_PROXY=127.0.0.1"]).status == 0)
        #expect(try fakes.calls(.slack, accepted: true).count == 1)
    }

    /// A password for the proxy is a secret, too.
    @Test func aProxysPasswordIsNotShown() throws {
        let fakes = try RobotFakes(tls: certificate)
        let file = try AlertedServer.write([.init(service: .slack, language: "en")], "", fakes, in: folder)
        for place in ["http://@127.0.0.1:1", "ftp://@127.0.0.1:1", "http://@[::"] {
            let proxy = place.replacing("@", with: "user:hunter22@")
            let output = try test(file, "slack-en", ["HTTPS_PROXY=\(proxy)"])
            #expect(output.status == 1)
            #expect(!(output.standardOutput + output.standardError).contains("hunter22"), "\(output)")
        }
    }
}

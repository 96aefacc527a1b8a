import Testing

@testable import Webhook

/// Values of the command line that cannot be.
@Suite struct RotationSettingsTests {
    private func problem(_ make: () throws -> Void) -> String? {
        do {
            try make()
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func optionsAreNamed() {
        #expect(
            problem { _ = try RotationSettings(secret: "mig-gate") } == "--secret mig-gate: should be NAMESPACE/NAME"
        )
        #expect(problem { _ = try RotationSettings(secret: "a/../b") }?.hasPrefix("--secret a/../b") == true)
        #expect(problem { _ = try RotationSettings(webhook: "a/b") }?.hasPrefix("--webhook a/b") == true)
        #expect(problem { _ = try RotationSettings(service: "A/b") }?.hasPrefix("--service A/b") == true)
        #expect(problem { _ = try RotationSettings(names: ["a b"]) }?.hasPrefix("--name a b") == true)
        #expect(problem { _ = try RotationSettings(replicas: "host") } == "--replicas host: should be HOST:PORT")
        #expect(problem { _ = try RotationSettings(days: 0) } == "--days 0: should be 1 to 398")
        #expect(problem { _ = try RotationSettings(authorityDays: 60) }?.contains("should be 61 to 3650") == true)
        #expect(problem { _ = try RotationSettings(settle: "soon") }?.hasPrefix("--settle soon") == true)
    }

    @Test func theServiceNamesTheCertificate() throws {
        let settings = try RotationSettings(service: "gpu/gate", names: ["Gate.example", "gate.gpu.svc"])
        #expect(settings.names == ["gate.gpu.svc", "gate.gpu.svc.cluster.local", "gate.example"])
    }

    @Test(arguments: ["http://10.0.0.1", "https://", "https://10.0.0.1/api", "https://user@10.0.0.1", "10.0.0.1:443"])
    func aTokenGoesToNoOtherURL(origin: String) {
        let access = { _ = try APIAccess(origin: origin, authorityFile: nil, tokenFile: nil, environment: [:]) }
        #expect(problem(access)?.hasPrefix("--api \(origin): should be https://HOST:PORT") == true)
    }

    @Test(arguments: [
        "https://:443", "https://host:", "https://host:0", "https://host:99999", "https://a:1:2",
        "https://[fd00::1]:443",
    ])
    func whatCannotBeConnectedToIsRefusedAtOnce(origin: String) throws {
        let access = { _ = try APIAccess(origin: origin, authorityFile: nil, tokenFile: nil, environment: [:]) }
        #expect(problem(access)?.hasPrefix("--api \(origin): ") == true)
    }

    @Test func theClusterSaysWhereItsAPIIs() throws {
        let variables = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "6443"]
        let access = try APIAccess(origin: nil, authorityFile: nil, tokenFile: nil, environment: variables)
        // Foundation connects to no IPv6 address in a URL.
        #expect(access.origin == "https://kubernetes.default.svc:6443")
        #expect(access.tokenFile == "/var/run/secrets/kubernetes.io/serviceaccount/token")
        let nowhere = { _ = try APIAccess(origin: nil, authorityFile: nil, tokenFile: nil, environment: [:]) }
        #expect(problem(nowhere)?.contains("--api") == true)
    }
}

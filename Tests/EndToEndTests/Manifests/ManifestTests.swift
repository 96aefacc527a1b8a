import Foundation
import TestSupport
import Testing

/// What must hold of the manifests. Most is said in Python, in `Tests/Manifests`: its packages know the schemas of Kubernetes
/// and CEL.
@Suite struct ManifestTests {
    private func expect(_ module: String) throws {
        let folder = Repository.file("Tests/Manifests").path
        let output = try TestPython.run(["-B", "-m", "unittest", "discover", "-s", folder, "-p", "\(module).py"])
        #expect(output.status == 0, "\(output.standardError)")
        #expect(!output.standardError.contains("Ran 0 tests"))
    }

    @Test(arguments: ["test_conditions", "test_monitoring"]) func filesHold(module: String) throws {
        try expect(module)
    }

    @Test(
        .enabled(if: Kubectl.isWanted, "there is no kubectl 1.27 or later on the PATH"),
        arguments: ["test_schemas", "test_structure", "test_install"]
    )
    func overlaysHold(module: String) throws {
        try expect(module)
    }
}

/// What the manifests say to the program, which has to understand it.
@Suite struct ManifestContentTests {
    @Test func policyOfTheBaseIsTheStandard() throws {
        let base = Repository.file("manifests/base/policy.yaml").path
        let check = try Command.run(Repository.executable.path, ["policy", "check", base])
        #expect(check.standardOutput == "\(base): fine: everything at its standard value\n", "\(check.standardError)")
    }

    @Test func alertsFileOfTheComponentIsFine() throws {
        let folder = try TemporaryFolder()
        _ = try folder.write("https://hooks.slack.com/services/T0/B0/x", to: "ml-slack-url")
        let shipped = try Repository.text("manifests/components/alerts/alerts.yaml")
        let mounted = "/etc/mig-gate/alerts/"
        #expect(shipped.contains(mounted))
        let file = try folder.write(
            shipped.replacingOccurrences(of: mounted, with: folder.url.path + "/"),
            to: "alerts.yaml"
        )
        let check = try Command.run(Repository.executable.path, ["alert", "check", file])
        #expect(check.status == 0, "\(check.standardError)")
    }

    @Test(arguments: ["cert-manager", "self-signed", "development"]) func imageIsOfThisVersion(overlay: String) throws {
        let version = try Command.run(Repository.executable.path, ["--version"]).standardOutput
        let kustomization = try Repository.text("manifests/overlays/\(overlay)/kustomization.yaml")
        #expect(kustomization.contains("newTag: \"\(version.trimmingCharacters(in: .newlines))\"}"))
    }

    @Test(arguments: [
        ("manifests/base/deployment.yaml", ["serve"]),
        ("manifests/components/alerts/deployment.yaml", ["serve"]),
        ("manifests/overlays/self-signed/rotation.yaml", ["certs", "rotate"]),
    ])
    func optionsAreThoseOfTheProgram(file: String, command: [String]) throws {
        let help = try Command.run(Repository.executable.path, command + ["--help"]).standardOutput
        let options = try Repository.text(file).matches(of: /(?:- |value: )(--[a-z0-9-]+)/).map { String($0.1) }
        #expect(!options.isEmpty)
        for option in options {
            #expect(help.contains("\(option) "), "\(option) of \(file)")
        }
    }
}

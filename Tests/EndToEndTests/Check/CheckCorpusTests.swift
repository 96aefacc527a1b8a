import Foundation
import TestSupport
import Testing

/// Manifests of all kinds that people write, counted in two ways.
@Suite struct CheckCorpusTests {
    private static let manifests = "Tests/Fixtures/manifests"

    @Test func containersAreCountedAsAnotherProgramCountsThem() throws {
        let script = Repository.file("scripts/count-gpu-containers.py").path
        let counted = try TestPython.run([script, Repository.file(Self.manifests).path])
        #expect(counted.status == 0, "\(counted.standardError)")
        let expected = try JSONDecoder().decode([String: Int].self, from: Data(counted.standardOutput.utf8))
        #expect(expected.count >= 35)
        #expect(try CheckProgram.report([Self.manifests]).summary.gpuContainers == expected)
    }

    /// The tool that people run over their own manifests tells a difference by its exit status.
    @Test func aDifferenceIsTold() throws {
        let folder = try TemporaryFolder()
        let same = """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [
              {"name": "c", "resources": {"limits": {"nvidia.com/gpu": 1}}}]}}
            """
        let compare = [Repository.file("scripts/check-corpus.py").path, Repository.executable.path, folder.url.path]
        _ = try folder.write(same, to: "a.json")
        let agreed = try TestPython.run(compare)
        #expect(agreed.status == 0, "\(agreed.standardOutput)\(agreed.standardError)")
        // The independent count takes any map that asks for GPUs, ours follows the schema that Pods have.
        let stray = same.replacing("\"spec\"", with: "\"x\": {\"limits\": {\"nvidia.com/gpu\": 1}}, \"spec\"")
        _ = try folder.write(stray, to: "b.json")
        let differing = try TestPython.run(compare)
        #expect(differing.status == 1)
        #expect(differing.standardOutput.hasPrefix("Pod: mig-gate counts 2, the independent count is 3\n"))
    }

    /// A finding points at the line where its container begins.
    @Test func linesAreThoseOfContainers() throws {
        for finding in try CheckProgram.report([Self.manifests]).findings {
            guard let container = finding.container else { continue }
            let text = try Repository.text(finding.file).replacing("\r\n", with: "\n")
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let isThere = lines[(finding.line - 1)...].prefix(2).contains {
                $0.contains("name") && $0.contains(container)
            }
            #expect(isThere, "\(finding.file):\(finding.line): \(container)")
        }
    }
}

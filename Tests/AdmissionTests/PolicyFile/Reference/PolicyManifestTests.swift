import MIG
import Testing

@testable import Admission

@Suite struct PolicyManifestTests {
    private func problems(_ yaml: String) -> [String] {
        do throws(PolicyProblems) {
            _ = try PolicyManifest.policies(in: yaml, file: "file.yaml")
            return []
        } catch {
            return error.description.split(separator: "\n").map(String.init)
        }
    }

    private func map(_ data: String) -> String {
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\ndata:\n\(data)"
    }

    @Test func aPolicyIsOne() throws {
        #expect(try PolicyManifest.policies(in: "# for a ConfigMap\n{}", file: "file.yaml") == [.standard])
        #expect(problems("a: 1\nkind: ConfigMap ") != [])
    }

    @Test func aConfigMapHoldsSome() throws {
        let yaml = map("  a.yaml: '{}'\n  b.yml: |\n    reserve: 1Gi\n  README: |\n    reserve: x\n")
        let policies = try PolicyManifest.policies(in: yaml, file: "file.yaml")
        #expect(policies.map(\.terms.reserve) == [.mebibytes(256), .gibibytes(1)])
    }

    @Test(arguments: ["|", "|-", "|2"])
    func linesAreThoseOfTheFile(style: String) {
        let yaml = map("  a.yaml: \(style)\n    \n    # why\n    reserve: x\n  b.yaml: \"# a\\n\\nx: y\"\n")
        #expect(
            problems(yaml).map { String($0.prefix(20)) } == [
                "file.yaml:8: reserve", "file.yaml:9: x: unkn",
            ]
        )
    }

    @Test(arguments: ["", "  README: hello\n"])
    func aConfigMapWithoutOneIsAMistake(data: String) {
        #expect(problems(map(data)) == ["file.yaml: no policy under data; its key must end in .yaml"])
    }
}

import MIG
import Testing

@testable import Admission

@Suite struct PolicyManifestTests {
    private func problems(_ yaml: String) -> [String] {
        do throws(SettingsProblems) {
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

    @Test func aConfigMapMayStandAmongOthers() throws {
        let namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n"
        #expect(try PolicyManifest.policies(in: namespace + map("  a.yaml: '{}'\n"), file: "file.yaml") == [.standard])
        #expect(
            problems(namespace + map("  a.yaml: |\n    reserve: x\n")).map { String($0.prefix(21)) } == [
                "file.yaml:10: reserve"
            ]
        )
    }

    /// What comes in a change under review must not keep the pipeline that checks it busy.
    @Test(.timeLimit(.minutes(1))) func aBombIsNotReadAtAll() {
        let levels = (0..<9).map { "k\($0): &a [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n" }.joined()
        let bomb = "kind: ConfigMap\na: &a [x]\n\(levels)? *a\n: 1\n"
        #expect(problems(bomb) == ["file.yaml:2: an anchor (&) begins here; write what it stands for out"])
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

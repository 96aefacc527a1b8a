import Admission
import Testing

@Suite struct SizeUndeclaredTests {
    private let pod = Pod(["nvidia.com/mig-3g.40gb": "1"])

    @Test(arguments: [
        ("", "annotate mig-gate.io/model-size"),
        ("sizeSources:\n  annotations: [example.com/a, example.com/b]", "annotate example.com/a"),
        ("sizeSources:\n  annotations: []\n  env: [MODEL_SIZE, SIZE]", "set MODEL_SIZE"),
    ])
    func theFirstPlaceToDeclareItIsNamed(yaml: String, way: String) throws {
        let policy = try Policy(yaml: yaml.isEmpty ? "{}" : yaml)
        let finding = try pod.finding(policy)
        #expect(finding.code == .sizeUndeclared)
        let cause = #"container "llm": asks for nvidia.com/mig-3g.40gb but declares no model size"#
        #expect(finding.summary == "\(cause): \(way)")
        #expect(finding.message == "\(cause): \(way), such as 30Gi")
    }

    @Test func itWarns() throws {
        let verdict = try pod.review.verdict()
        #expect(verdict.decision == .warn)
        #expect(verdict.entries.map(\.action) == [.warn])
    }

    @Test func aContainerWithoutASliceNeedsNoSize() throws {
        #expect(try Pod(["nvidia.com/gpu": "1"]).review.judgement() == [])
        #expect(try Pod([:]).review.judgement() == [])
    }
}

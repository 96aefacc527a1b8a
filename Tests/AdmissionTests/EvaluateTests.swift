import Admission
import Kubernetes
import Testing

@Suite struct EvaluateTests {
    private static let large = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]).json

    @Test(arguments: [
        (Review(object: large), Verdict.Decision.deny),
        (Review(operation: "UPDATE", object: large), .deny),
        (Review(operation: "UPDATE", object: large, oldObject: large), .warn),
        (Review(operation: "DELETE", oldObject: large), .allow),
        (Review(operation: "DELETE", object: large), .allow),
        (Review(operation: "CONNECT", object: large), .allow),
        (Review(object: large, subResource: "status"), .allow),
        (Review(operation: "UPDATE", object: large, subResource: "scale"), .allow),
        (Review(object: large, subResource: ""), .deny),
        (Review(object: nil), .allow),
        (Review(object: "[]", oldObject: large), .allow),
    ])
    func onlyWhatIsCreatedOrUpdatedIsJudged(review: Review, decision: Verdict.Decision) throws {
        #expect(try review.verdict().decision == decision)
    }

    @Test func anObjectThatIsBeingDeletedIsLeftAlone() throws {
        let deleted = Self.large.replacing(#""name":"p""#, with: #""deletionTimestamp":"2026-01-01T00:00:00Z""#)
        #expect(try Review(operation: "UPDATE", object: deleted).judgement() == [])
    }

    @Test(arguments: [#"nvidia.com\/mig-3g.40gb"#, #"\u006evidia.com/mig-3g.40gb"#, #"nvidia.com/mi\u0067-3g.40gb"#])
    func theSameKeyInAnotherSpellingIsTheSame(key: String) throws {
        let object = Self.large.replacing("nvidia.com/mig-3g.40gb", with: key)
        #expect(try Review(object: object).judgement() == ["deny ModelTooLarge"])
    }

    @Test func whatAsksForNoSliceIsAdmittedHoweverDeepItNests() throws {
        let deep = String(repeating: #"{"a":"#, count: 200) + "1" + String(repeating: "}", count: 200)
        let review = Review(kind: ("example.com", "Any"), object: #"{"metadata":{},"spec":\#(deep)}"#)
        #expect(try review.judgement() == [])
    }

    @Test func whatAsksForASliceAndNestsTooDeepIsRefused() {
        let levels = (String(repeating: #"{"a":"#, count: 20), String(repeating: "}", count: 20))
        let object = #"{"metadata":{},"spec":\#(levels.0){"limits":{"nvidia.com/mig-3g.40gb":1}}\#(levels.1)}"#
        let review = Review(kind: ("example.com", "Any"), object: object)
        #expect(throws: WalkError.tooDeep(path: "spec" + String(repeating: ".a", count: 9), limit: 10)) {
            try review.verdict(depthLimit: 10)
        }
        // The object before an update is read as far as the one after it.
        #expect(throws: WalkError.self) {
            let update = Review(operation: "UPDATE", kind: review.kind, object: Self.large, oldObject: object)
            return try update.verdict(depthLimit: 10)
        }
    }

    @Test func aMentionElsewhereIsNoRequest() throws {
        let pod = #"{"metadata":{"annotations":{"nvidia.com/mig-3g.40gb":"1"}},"spec":{"containers":[{"name":"a"}]}}"#
        #expect(try Review(object: pod).judgement() == [])
    }

    @Test func aKindWithoutARowIsReadByStructure() throws {
        let object = """
            {"metadata":{"annotations":{"mig-gate.io/model-size":"50Gi"}},\
            "spec":{"engine":{"resources":{"requests":{"nvidia.com/mig-3g.40gb":1},\
            "limits":{"nvidia.com/mig-3g.40gb":1}}}}}
            """
        #expect(
            try Review(kind: ("example.com", "Any"), object: object).verdict().entries.map {
                $0.finding.summary(.standard)
            } == ["spec.engine.resources: model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"]
        )
    }

    @Test func ofSeveralTemplatesTheOneIsNamed() throws {
        let groups = Review.rayCluster([
            Pod(size: "10Gi", ["nvidia.com/mig-3g.40gb": "1"]), Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]),
        ])
        #expect(
            try Review(kind: ("ray.io", "RayCluster"), object: groups).verdict().entries.map {
                $0.finding.summary(.standard)
            } == [
                """
                container "llm" of spec.workerGroupSpecs[1]: model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi
                """
            ]
        )
    }

    @Test func warmUpContainersCountToo() throws {
        let pod = Self.large.replacing(#""containers""#, with: #""initContainers""#)
        #expect(try Review(object: pod).judgement() == ["deny ModelTooLarge"])
    }
}

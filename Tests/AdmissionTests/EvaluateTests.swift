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

    // MARK: What cannot be looked at whole

    /// An object that asks for a slice at this depth.
    private static func deep(_ levels: Int) -> String {
        let (open, close) = (String(repeating: #"{"a":"#, count: levels), String(repeating: "}", count: levels))
        return #"{"metadata":{},"spec":\#(open){"limits":{"nvidia.com/mig-3g.40gb":1}}\#(close)}"#
    }

    private static let shallow = ReadingLimits(depth: 10, claims: 1_024, entries: 1_000)

    @Test func whatAsksForASliceAndNestsTooDeepIsDenied() throws {
        let verdict = try Review(kind: ("example.com", "Any"), object: Self.deep(20)).verdict(limits: Self.shallow)
        #expect(verdict.decision == .deny)
        #expect(
            verdict.obstacle?.reason.description == """
                the object nests deeper than 10 levels at spec.a.a.a.a.a.a.a.a.a; nest it less deeply
                """
        )
    }

    /// An object that was as deep before can still be labelled and finalised.
    @Test func whatWasTooDeepBeforeIsWarnedAbout() throws {
        let review = Review(
            operation: "UPDATE",
            kind: ("example.com", "Any"),
            object: Self.deep(21),
            oldObject: Self.deep(20)
        )
        #expect(try review.verdict(limits: Self.shallow).decision == .warn)
    }

    @Test func whatBecomesTooDeepIsDenied() throws {
        let review = Review(
            operation: "UPDATE",
            kind: ("example.com", "Any"),
            object: Self.deep(20),
            oldObject: Self.deep(2)
        )
        #expect(try review.verdict(limits: Self.shallow).decision == .deny)
    }

    /// What could be read of the old object does not excuse what could not.
    @Test func findingsBesideAnObstacleAreReported() throws {
        let object = """
            {"spec":{"a":{"resources":{"limits":{"nvidia.com/mig-9g.99gb":1}}},"z":\(Self.deep(20))}}
            """
        let verdict = try Review(kind: ("example.com", "Any"), object: object).verdict(limits: Self.shallow)
        #expect(verdict.entries.map(\.finding.code) == [.unknownProfile, .sizeUndeclared])
        #expect(verdict.obstacle?.action == .deny)
    }

    /// A Pod of so many containers with a slice each.
    private static func crowded(_ containers: Int) -> String {
        let list = (0..<containers).map {
            #"{"name":"c\#($0)","resources":{"limits":{"nvidia.com/mig-1g.10gb":"1"}}}"#
        }
        return """
            {"metadata":{"annotations":{"mig-gate.io/model-size":"1Gi"}},"spec":{"containers":[\(list.joined(separator: ","))]}}
            """
    }

    @Test func slicesAreLookedAtUpToALimit() throws {
        let limits = ReadingLimits(depth: 128, claims: 5, entries: 1_000)
        #expect(try Review(object: Self.crowded(5)).verdict(limits: limits).isClean)
        let verdict = try Review(object: Self.crowded(6)).verdict(limits: limits)
        #expect(verdict.decision == .deny)
        #expect(
            verdict.obstacle?.reason.description == """
                the object asks for MIG slices in more than 5 places; split it into several objects
                """
        )
    }

    /// The policy decides how serious an obstacle is, as it does for findings.
    @Test(arguments: [("audit", Verdict.Decision.allow, false), ("ignore", .allow, true), ("warn", .warn, false)])
    func anObstacleIsTakenAsSeriouslyAsTheWorstFinding(action: String, decision: Verdict.Decision, isClean: Bool) throws
    {
        let actions = FindingCode.allCases.map { "  \($0.name): \(action)" }.joined(separator: "\n")
        let policy = try Policy(yaml: "actions:\n\(actions)")
        let review = Review(kind: ("example.com", "Any"), object: Self.deep(20))
        let verdict = try review.verdict(under: policy, limits: Self.shallow)
        #expect(verdict.decision == decision)
        #expect(verdict.isClean == isClean)
    }

    /// Of this Pod, size, parallelism and override look at `annotations` each once, size and parallelism for each container
    /// again where one of them has a key for single containers.
    private static func annotated(_ annotations: Int, containers: Int, own: Bool) -> String {
        var keys = (0..<annotations).map { #""example.com/\#($0)":"""# }
        keys[0] = #""mig-gate.io/model-size":"1Gi""#
        if own {
            keys[1] = #""model-size.mig-gate.io/c0":"1Gi""#
        }
        let list = (0..<containers).map {
            #"{"name":"c\#($0)","resources":{"limits":{"nvidia.com/mig-1g.10gb":"1"}}}"#
        }
        return """
            {"metadata":{"annotations":{\(keys.joined(separator: ","))}},"spec":{"containers":[\(list.joined(separator: ","))]}}
            """
    }

    @Test(arguments: [
        (33, 10, false, true), (34, 10, false, false),
        // 30 and once more 10 for each of 7 containers.
        (10, 7, true, true), (10, 8, true, false), (10, 8, false, true),
    ])
    func annotationsAreReadUpToALimit(annotations: Int, containers: Int, own: Bool, isClean: Bool) throws {
        let limits = ReadingLimits(depth: 128, claims: 1_024, entries: 100)
        let object = Self.annotated(annotations, containers: containers, own: own)
        let verdict = try Review(object: object).verdict(limits: limits)
        #expect(verdict.isClean == isClean)
        #expect((verdict.obstacle?.reason == .entries(limit: 100)) == !isClean)
    }

    /// Each of the pods in a map makes us go through the map's fields, the two of the object and, for size, parallelism
    /// and override, the annotation: 7 × (7 + 2 + 3) = 84, 8 × (8 + 2 + 3) = 104.
    @Test(arguments: [(7, true), (8, false)])
    func fieldsAroundPodsAreReadUpToALimit(pods: Int, isClean: Bool) throws {
        let limits = ReadingLimits(depth: 128, claims: 1_024, entries: 100)
        let pod = #"{"spec":{"containers":[{"name":"c","resources":{"limits":{"nvidia.com/mig-1g.10gb":"1"}}}]}}"#
        let list = (0..<pods).map { #""p\#($0)":\#(pod)"# }
        let object = """
            {"metadata":{"annotations":{"mig-gate.io/model-size":"1Gi"}},"spec":{\(list.joined(separator: ","))}}
            """
        let verdict = try Review(kind: ("example.com", "Any"), object: object).verdict(limits: limits)
        #expect(verdict.isClean == isClean)
        #expect((verdict.obstacle?.reason == .entries(limit: 100)) == !isClean)
    }

    /// Fragments in one map have one environment, which each of them goes through beside the map's fields, that of `env` too:
    /// 10 × (11 + 1) and once 11 + 2 around them come to 133, 11 × (12 + 1) and 12 + 2 to 157.
    @Test(arguments: [(10, true), (11, false)])
    func environmentsAreReadUpToALimit(fragments: Int, isClean: Bool) throws {
        let limits = ReadingLimits(depth: 128, claims: 1_024, entries: 150)
        let policy = try Policy(yaml: "sizeSources: {env: [MODEL_SIZE]}")
        let list = (0..<fragments).map { #""f\#($0)":{"limits":{"nvidia.com/mig-1g.10gb":"1"}}"# }
        let object = """
            {"spec":{"env":[{"name":"MODEL_SIZE","value":"1Gi"}],\(list.joined(separator: ","))}}
            """
        let verdict = try Review(kind: ("example.com", "Any"), object: object).verdict(under: policy, limits: limits)
        #expect(verdict.isClean == isClean)
        #expect((verdict.obstacle?.reason == .entries(limit: 150)) == !isClean)
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
                $0.finding.summary
            } == ["spec.engine.resources: model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"]
        )
    }

    @Test func ofSeveralTemplatesTheOneIsNamed() throws {
        let groups = Review.rayCluster([
            Pod(size: "10Gi", ["nvidia.com/mig-3g.40gb": "1"]), Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]),
        ])
        #expect(
            try Review(kind: ("ray.io", "RayCluster"), object: groups).verdict().entries.map {
                $0.finding.summary
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

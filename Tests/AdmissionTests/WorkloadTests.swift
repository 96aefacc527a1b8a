import Admission
import Testing

/// Kinds that a policy adds: read where its row says, with what a row knows and structure does not.
@Suite struct WorkloadTests {
    private func summaries(_ paths: String, _ spec: String, annotations: String = "{}") throws -> [String] {
        let policy = try Policy(yaml: "workloads: [{group: example.com, kind: Server, \(paths)}]")
        let object = #"{"metadata":{"name":"s","annotations":\#(annotations)},"spec":\#(spec)}"#
        return try Review(kind: ("example.com", "Server"), object: object).verdict(under: policy).entries.map {
            $0.finding.summary
        }
    }

    private static let amounts = #"{"nvidia.com/mig-3g.40gb":1}"#
    private static let container = #"{"name":"llm","resources":{"limits":\#(amounts)}}"#
    private static let size = #"{"mig-gate.io/model-size":"50Gi"}"#
    private static let tooLarge = "model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"

    /// Under a key other than `template` and `spec` structure would not know whose the annotations are.
    @Test func aPodTemplateHasItsAnnotations() throws {
        let template = #"{"metadata":{"annotations":\#(Self.size)},"spec":{"containers":[\#(Self.container)]}}"#
        #expect(
            try summaries("podTemplates: [spec.predictor]", #"{"predictor":\#(template)}"#)
                == [#"container "llm": \#(Self.tooLarge)"#]
        )
        #expect(
            try summaries("podTemplates: ['spec.groups{*}.list[*]']", #"{"groups":{"a":{"list":[{},\#(template)]}}}"#)
                == [#"container "llm" of spec.groups.a.list[1]: \#(Self.tooLarge)"#]
        )
    }

    @Test func podSpecsAndContainersHaveTheAnnotationsAroundThem() throws {
        #expect(
            try summaries(
                "podSpecs: [spec.pod]",
                #"{"pod":{"containers":[\#(Self.container)]}}"#,
                annotations: Self.size
            ) == [#"container "llm": \#(Self.tooLarge)"#]
        )
        // Structure would call a container on its own a fragment.
        #expect(
            try summaries("containers: [spec.engine]", #"{"engine":\#(Self.container)}"#, annotations: Self.size)
                == [#"container "llm": \#(Self.tooLarge)"#]
        )
    }

    @Test func resourcesAndListsOfThemAreNamedByTheirPlace() throws {
        #expect(
            try summaries(
                "resources: [spec.engine.needs]",
                #"{"engine":{"needs":{"limits":\#(Self.amounts)}}}"#,
                annotations: Self.size
            ) == ["spec.engine.needs: \(Self.tooLarge)"]
        )
        // Without the row nobody takes a plain map for amounts.
        let group = #"{"group":{"template":{"metadata":{"annotations":\#(Self.size)}},"amounts":\#(Self.amounts)}}"#
        #expect(
            try summaries("resourceLists: [spec.group.amounts]", group) == ["spec.group.amounts: \(Self.tooLarge)"]
        )
        #expect(try summaries("resources: [spec.other]", group) == [])
    }

    @Test func anObjectInsideIsReadByItsOwnKind() throws {
        let template = #"{"metadata":{"annotations":\#(Self.size)},"spec":{"containers":[\#(Self.container)]}}"#
        let inner = #"{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":\#(template)}}"#
        #expect(
            try summaries("objects: ['spec.parts[*]']", #"{"parts":[\#(inner)]}"#)
                == [#"container "llm" of spec.parts[0]: \#(Self.tooLarge)"#]
        )
    }

    @Test func anotherVersionIsTheSameKindAndAnotherGroupIsNot() throws {
        let policy = try Policy(
            yaml: "workloads: [{group: example.com, kind: Server, resourceLists: [spec.amounts]}]"
        )
        let object = #"{"spec":{"amounts":\#(Self.amounts)}}"#
        for (group, count) in [("example.com", 1), ("example.org", 0), ("", 0)] {
            #expect(try Review(kind: (group, "Server"), object: object).judgement(under: policy).count == count)
        }
    }

    /// A container that two rows reach is one container.
    @Test func aRowForAKnownKindAddsToItsOwn() throws {
        let policy = try Policy(
            yaml: """
                workloads:
                - {group: apps, kind: Deployment, podTemplates: [spec.template, spec.canary]}
                - {group: "", kind: Pod, resources: [spec.extra]}
                """
        )
        let pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(try Review.deployment(of: pod).judgement(under: policy) == ["deny ModelTooLarge"])
        let two = Review(
            kind: ("apps", "Deployment"),
            object: #"{"spec":{"template":{\#(pod.template)},"canary":{\#(pod.template)}}}"#
        )
        #expect(try two.judgement(under: policy) == ["deny ModelTooLarge", "deny ModelTooLarge"])
        #expect(try two.judgement() == ["deny ModelTooLarge"])
        var extra = pod
        extra.spec = #""extra":{"limits":{"nvidia.com/mig-3g.40gb":1}}"#
        #expect(try extra.review.judgement(under: policy) == ["deny ModelTooLarge", "deny ModelTooLarge"])
        #expect(try extra.review.judgement() == ["deny ModelTooLarge"])
    }
}

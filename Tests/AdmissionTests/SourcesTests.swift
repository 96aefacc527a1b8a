import Admission
import MIG
import Testing

/// Where a size may be declared: the first found wins.
@Suite struct SourcesTests {
    private static let policyWithEnvironment = """
        sizeSources:
          annotations: [mig-gate.io/model-size]
          env: [MODEL_SIZE, SIZE]
        """

    /// The sizes of the places from `first` on, each of which would be refused by its own number.
    private func review(from first: Int) -> Review {
        var pod = Pod(["nvidia.com/mig-3g.40gb": "1"])
        var owner: [String: String] = [:]
        let places: [() -> Void] = [
            { pod.annotations["model-size.mig-gate.io/llm"] = "51Gi" },
            { pod.annotations["mig-gate.io/model-size"] = "52Gi" },
            { owner["model-size.mig-gate.io/llm"] = "53Gi" },
            { owner["mig-gate.io/model-size"] = "54Gi" },
            { pod.containers[0].environment.append(("SIZE", "56Gi")) },
        ]
        for place in places[first...] {
            place()
        }
        if first < places.count {
            pod.containers[0].environment.append(("MODEL_SIZE", "55Gi"))
        }
        return .deployment(of: pod, annotations: owner)
    }

    @Test(arguments: [(0, 51), (1, 52), (2, 53), (3, 54), (4, 55)])
    func theFirstFoundWins(first: Int, size: Int) throws {
        let verdict = try review(from: first).verdict(under: Policy(yaml: Self.policyWithEnvironment))
        #expect(verdict.entries.map(\.finding.code) == [.modelTooLarge])
        #expect(verdict.entries.first?.finding.declared?.size == .gibibytes(size))
    }

    @Test func anEnvironmentIsReadOnlyWhereThePolicyNamesIt() throws {
        #expect(try review(from: 4).judgement() == ["warn SizeUndeclared"])
    }

    @Test(arguments: [
        ([("SIZE", "56Gi")], 56),
        ([("SIZE", "56Gi"), ("MODEL_SIZE", "55Gi")], 55),
        // A container's later entry replaces the earlier one.
        ([("SIZE", "56Gi"), ("SIZE", "57Gi")], 57),
    ])
    func variablesCountInTheOrderOfThePolicy(environment: [(String, String)], size: Int) throws {
        var pod = Pod(["nvidia.com/mig-3g.40gb": "1"])
        pod.containers[0].environment = environment.map { (name: $0.0, value: $0.1) }
        #expect(try pod.finding(Policy(yaml: Self.policyWithEnvironment)).declared?.size == .gibibytes(size))
    }

    @Test func annotationsCountInTheOrderOfThePolicy() throws {
        let policy = try Policy(yaml: "sizeSources:\n  annotations: [a.example/size, b.example/size]")
        var pod = Pod(["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = ["a.example/size": "51Gi", "b.example/size": "52Gi", "mig-gate.io/model-size": "53Gi"]
        #expect(try pod.finding(policy).declared?.size == .gibibytes(51))
        // What is said of one container comes before what is said of all, whatever the key.
        pod.annotations["size.b.example/llm"] = "54Gi"
        #expect(try pod.finding(policy).declared?.size == .gibibytes(54))
    }

    @Test func aContainersOwnAnnotationIsNobodyElses() throws {
        var pod = Pod([
            Pod.Container(name: "a", limits: ["nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "b", limits: ["nvidia.com/mig-3g.40gb": "1"]),
        ])
        pod.annotations = ["model-size.mig-gate.io/a": "50Gi"]
        #expect(
            try pod.review.verdict().entries.map { $0.finding.summary } == [
                #"container "a": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"#,
                #"container "b": asks for nvidia.com/mig-3g.40gb but declares no model size: annotate mig-gate.io/model-size"#,
            ]
        )
    }

    @Test(arguments: ["", "many"])
    func whatCannotBeReadIsNotPassedOver(value: String) throws {
        var pod = Pod(size: "10Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = ["model-size.mig-gate.io/llm": value]
        #expect(try pod.review.judgement() == ["deny SizeUnreadable"])
    }

    @Test(arguments: [
        (["tensor-parallel-size.mig-gate.io/llm": "2", "mig-gate.io/tensor-parallel-size": "3"], [:], "2"),
        (["mig-gate.io/tensor-parallel-size": "3"], ["tensor-parallel-size.mig-gate.io/llm": "4"], "3"),
        ([:], ["tensor-parallel-size.mig-gate.io/llm": "4", "mig-gate.io/tensor-parallel-size": "5"], "4"),
        ([:], ["mig-gate.io/tensor-parallel-size": "5"], "5"),
    ])
    func aParallelismIsLookedForInTheSamePlaces(
        pod annotations: [String: String],
        owner: [String: String],
        processes: String
    ) throws {
        var pod = Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "8"])
        pod.annotations = annotations
        #expect(
            try Review.deployment(of: pod, annotations: owner).verdict().entries.map { $0.finding.summary }
                == [
                    "container \"llm\": tensor parallelism \(processes) across MIG slices needs NCCL 2.31 or later"
                ]
        )
    }
}

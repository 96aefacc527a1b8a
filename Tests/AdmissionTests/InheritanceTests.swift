import Admission
import Testing

/// What an update is refused for: only what it brings.
@Suite struct InheritanceTests {
    private static let large = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])

    private static func pod(
        _ size: String?,
        _ profile: String = "3g.40gb",
        container: String = "llm",
        parallelism: String? = nil,
        slices: String = "1"
    ) -> Pod {
        var pod = Pod(size: size, parallelism: parallelism, ["nvidia.com/mig-\(profile)": slices])
        pod.containers[0].name = container
        return pod
    }

    private func judgement(_ old: Pod, _ new: Pod, _ policy: Policy = .standard) throws -> [String] {
        try Review(operation: "UPDATE", object: new.json, oldObject: old.json).judgement(under: policy)
    }

    private func judgement(groups old: [Pod], _ new: [Pod]) throws -> [String] {
        try Review(
            operation: "UPDATE",
            kind: ("ray.io", "RayCluster"),
            object: Review.rayCluster(new),
            oldObject: Review.rayCluster(old)
        ).judgement()
    }

    @Test(arguments: ["50Gi", "53687091200", "49Gi", "39Gi"])
    func whatWasNoSmallerBeforeOnlyWarns(size: String) throws {
        var new = Self.pod(size)
        new.annotations["team"] = "a"
        #expect(try judgement(Self.large, new) == ["warn inherited ModelTooLarge"])
    }

    @Test(arguments: [
        (pod("53687091201"), ["deny ModelTooLarge"]),
        (pod("60Gi"), ["deny ModelTooLarge"]),
        (pod("50Gi", "2g.20gb"), ["deny ModelTooLarge"]),
        (pod("50Gi", container: "renamed"), ["deny ModelTooLarge"]),
        (pod("50Gi", "3g.41gb"), ["deny UnknownProfile"]),
        (pod("50GiB"), ["deny SizeUnreadable"]),
        (pod("50Gi", slices: "0"), ["deny BadCount", "warn inherited ModelTooLarge"]),
        (pod(nil), ["warn SizeUndeclared"]),
        (pod("38Gi"), []),
    ])
    func whatTheUpdateBringsCounts(new: Pod, judgement: [String]) throws {
        #expect(try self.judgement(Self.large, new) == judgement)
    }

    @Test func removingTheSizeIsRefusedWhereASizeIsRequired() throws {
        let policy = try Policy(yaml: "actions:\n  SizeUndeclared: deny")
        #expect(try judgement(Self.large, Self.pod(nil), policy) == ["deny SizeUndeclared"])
        #expect(try judgement(Self.pod(nil), Self.pod(nil), policy) == ["warn inherited SizeUndeclared"])
    }

    @Test(arguments: [
        // The same model on fewer slices: each has to hold more.
        (pod("70Gi", parallelism: "2", slices: "2"), pod("70Gi", slices: "2"), ["deny ModelTooLarge"]),
        (
            pod("200Gi", parallelism: "4", slices: "4"), pod("150Gi", parallelism: "2", slices: "4"),
            ["deny ModelTooLarge", "warn ParallelAcrossSlices"]
        ),
        (
            pod("200Gi", parallelism: "2", slices: "4"), pod("200Gi", parallelism: "4", slices: "4"),
            ["warn inherited ModelTooLarge", "warn inherited ParallelAcrossSlices"]
        ),
    ])
    func aParallelismThatIsLoweredRaisesWhatASliceHolds(old: Pod, new: Pod, judgement: [String]) throws {
        #expect(try self.judgement(old, new) == judgement)
    }

    @Test func anObjectThatWasInOrderIsJudgedAsIfItWereNew() throws {
        #expect(try judgement(Self.pod("38Gi"), Self.large) == ["deny ModelTooLarge"])
        #expect(try Review(operation: "UPDATE", object: Self.large.json).judgement() == ["deny ModelTooLarge"])
    }

    @Test(arguments: [("audit", "audit inherited ModelTooLarge"), ("warn", "warn inherited ModelTooLarge")])
    func aMilderActionStaysMild(action: String, judgement: String) throws {
        let policy = try Policy(yaml: "actions:\n  ModelTooLarge: \(action)")
        #expect(try self.judgement(Self.large, Self.large, policy) == [judgement])
    }

    @Test func eachExcuseCountsOnce() throws {
        let (fifty, sixty) = (Self.large, Self.pod("60Gi"))
        #expect(
            try judgement(groups: [fifty], [fifty, fifty]) == ["deny ModelTooLarge", "warn inherited ModelTooLarge"]
        )
        #expect(try judgement(groups: [fifty, sixty], [sixty]) == ["warn inherited ModelTooLarge"])
        #expect(
            try judgement(groups: [fifty, fifty], [fifty, sixty])
                == ["deny ModelTooLarge", "warn inherited ModelTooLarge"]
        )
    }

    @Test func theOneThatGrewIsRefused() throws {
        let verdict = try Review(
            operation: "UPDATE",
            kind: ("ray.io", "RayCluster"),
            object: Review.rayCluster([Self.large, Self.pod("60Gi")]),
            oldObject: Review.rayCluster([Self.large, Self.large])
        ).verdict()
        #expect(
            verdict.entries.first?.finding.summary == """
                container "llm" of spec.workerGroupSpecs[1]: model of 60Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi
                """
        )
    }

    @Test func theOrderOfTheTemplatesDoesNotMatter() throws {
        let (whole, shared) = (Self.pod("100Gi", slices: "2"), Self.pod("100Gi", parallelism: "2", slices: "2"))
        let inherited = [
            "warn inherited ModelTooLarge", "warn inherited ModelTooLarge", "warn inherited ParallelAcrossSlices",
        ]
        for old in [[whole, shared], [shared, whole]] {
            #expect(try judgement(groups: old, [whole, shared]) == inherited)
            #expect(try judgement(groups: old, [shared, whole]) == inherited)
            #expect(try judgement(groups: old, [shared, Self.pod("90Gi", slices: "2")]) == inherited)
        }
    }

    @Test func aFragmentIsKnownByItsPath() throws {
        func service(_ size: String, _ field: String = "resources") -> String {
            """
            {"metadata":{"annotations":{"mig-gate.io/model-size":"\(size)"}},\
            "spec":{"\(field)":{"limits":{"nvidia.com/mig-3g.40gb":1}}}}
            """
        }
        let old = service("50Gi")
        for (new, judgement) in [
            (service("50Gi"), "warn inherited ModelTooLarge"), (service("51Gi"), "deny ModelTooLarge"),
            (service("50Gi", "other"), "deny ModelTooLarge"),
        ] {
            let review = Review(operation: "UPDATE", kind: ("example.com", "Service"), object: new, oldObject: old)
            #expect(try review.judgement() == [judgement])
        }
    }
}

import Admission
import Testing

/// Letting in what does not fit, for a while: who may, and for how long.
@Suite struct OverrideTests {
    private static let until = "mig-gate.io/override-until"
    private static let reason = "mig-gate.io/override-reason"
    private static let claim = [until: "2026-12-02T00:00:00Z", reason: "launch"]
    private static let yaml = "overrides: {users: [ann, \"sre-*\"], groups: [\"oncall-*\"], maxDuration: 48h}"
    private static let controller = "system:serviceaccount:kube-system:replicaset-controller"

    private static func pod(_ size: String = "50Gi", _ annotations: [String: String] = claim) -> Pod {
        var pod = Pod(size: size, ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = annotations
        return pod
    }

    private func verdict(
        _ review: Review,
        by user: String = "ann",
        of groups: [String] = [],
        _ yaml: String = Self.yaml
    ) throws -> Verdict {
        var review = review
        (review.user, review.groups) = (user, groups)
        return try review.verdict(under: Policy(yaml: yaml))
    }

    private func judgement(
        _ review: Review,
        by user: String = "ann",
        of groups: [String] = [],
        _ yaml: String = Self.yaml
    ) throws -> [String] {
        var review = review
        (review.user, review.groups) = (user, groups)
        return try review.judgement(under: Policy(yaml: yaml))
    }

    // MARK: Who

    @Test(
        arguments: [
            ("ann", [], "ann"), ("sre-1", [], "sre-1"), ("bob", ["x", "oncall-eu"], "bob"),
            (controller, [], controller),
        ] as [(String, [String], String)]
    )
    func whoeverThePolicyNamesLetsItIn(user: String, groups: [String], requester: String) throws {
        let verdict = try verdict(Self.pod().review, by: user, of: groups)
        #expect(verdict.decision == .warn)
        #expect(verdict.entries.map(\.finding.code) == [.modelTooLarge])
        #expect(verdict.entries.map { $0.override != nil } == [true])
        #expect(
            verdict.overrides.map(\.description)
                == ["override by \(requester) until 2026-12-02T00:00:00Z: launch"]
        )
    }

    @Test(
        arguments: [
            ("bob", []), ("annie", []), ("bob", ["ann"]), ("oncall-eu", ["oncall"]), ("", []),
            ("system:anonymous", ["system:unauthenticated"]), ("system:serviceaccount:ml:replicaset-controller", []),
        ] as [(String, [String])]
    )
    func nobodyElseDoes(user: String, groups: [String]) throws {
        let verdict = try verdict(Self.pod().review, by: user, of: groups)
        #expect(verdict.decision == .deny)
        // That is the cause that stands first.
        #expect(verdict.entries.map(\.finding.code) == [.overrideRefused, .modelTooLarge])
        #expect(verdict.overrides.isEmpty)
        // Also where it would change nothing.
        #expect(try judgement(Self.pod("1Gi").review, by: user, of: groups) == ["deny OverrideRefused"])
        #expect(try judgement(Self.pod("1Gi", [Self.reason: "x"]).review, by: user) == ["deny OverrideRefused"])
    }

    @Test func byDefaultNobodyDoes() throws {
        #expect(
            try judgement(Self.pod().review, "{}") == ["deny OverrideRefused", "deny ModelTooLarge"]
        )
        // There is nothing that a controller could carry on: nobody was allowed to set it.
        let refused = ["deny OverrideRefused", "deny ModelTooLarge"]
        #expect(try judgement(Self.pod().review, by: Self.controller, "{}") == refused)
    }

    @Test func thePolicySaysWhoTheControllersAre() throws {
        let yaml = "overrides: {users: [ann], controllers: [\"system:serviceaccount:kuberay:*\"]}"
        #expect(
            try judgement(Self.pod().review, by: "system:serviceaccount:kuberay:operator", yaml)
                == ["warn overridden ModelTooLarge"]
        )
        #expect(
            try judgement(Self.pod().review, by: Self.controller, yaml)
                == ["deny OverrideRefused", "deny ModelTooLarge"]
        )
    }

    /// Where nothing asks for a slice the annotations mean nothing.
    @Test func anObjectWithoutASliceMayHaveThem() throws {
        var pod = Pod(["nvidia.com/gpu": "1"])
        pod.annotations = Self.claim
        #expect(try judgement(pod.review, by: "bob") == [])
        let container = Pod.Container(name: "llm", limits: ["nvidia.com/mig-3g.40gb": "1"])
        var both = Pod([Pod.Container(name: "sidecar", limits: [:]), container])
        (both.annotations, both.size) = (Self.claim, "1Gi")
        #expect(try judgement(both.review, by: "bob") == ["deny OverrideRefused"])
    }

    // MARK: What

    @Test func onlyWhatWouldBeRefusedIsOverridden() throws {
        var pod = Self.pod()
        pod.containers.append(Pod.Container(name: "b", limits: ["nvidia.com/mig-x": "1"]))
        pod.annotations["model-size.mig-gate.io/b"] = "1Gi"
        pod.annotations["tensor-parallel-size.mig-gate.io/b"] = "1"
        let yaml = Self.yaml + "\nactions: {UnknownProfile: audit}"
        #expect(try judgement(pod.review, yaml) == ["warn overridden ModelTooLarge", "audit UnknownProfile"])
        #expect(
            try judgement(pod.review) == ["warn overridden ModelTooLarge", "warn overridden UnknownProfile"]
        )
        // Several findings, one override.
        #expect(try verdict(pod.review).overrides.count == 1)
    }

    @Test func whereNothingWouldBeRefusedNothingIsSaid() throws {
        #expect(try verdict(Self.pod("1Gi").review).isClean)
        var undeclared = Pod(["nvidia.com/mig-3g.40gb": "1"])
        undeclared.annotations = Self.claim
        let verdict = try verdict(undeclared.review)
        #expect(verdict.entries.map { $0.override != nil } == [false])
        #expect(verdict.overrides.isEmpty)
    }

    /// What has not been looked at may hide more than somebody meant to let in.
    @Test func anObstacleIsNotOverridden() throws {
        let limits = ReadingLimits(depth: 128, claims: 1, entries: 1_000)
        var pod = Self.pod()
        pod.containers[0].limits = ["nvidia.com/mig-3g.40gb": "1", "nvidia.com/mig-4g.40gb": "1"]
        #expect(try pod.review.verdict(under: Policy(yaml: Self.yaml), limits: limits).decision == .deny)
    }

    // MARK: How long

    /// It is 2026-12-01T00:00:00Z, and the policy allows 48 hours.
    @Test(arguments: [
        ("2026-12-03T00:00:00Z", true), ("2026-12-03T02:00:00+02:00", true), ("2026-12-03T00:00:00.5Z", false),
        ("2026-12-03T00:00:01Z", false), ("2026-12-03T00:00:00-00:01", false), ("9999-12-31T23:59:59Z", false),
        ("2026-12-01T00:00:01Z", true), ("2026-12-01T00:00:00.5Z", true),
    ])
    func itReachesAsFarAsThePolicySays(until: String, isHonoured: Bool) throws {
        let pod = Self.pod("50Gi", [Self.until: until, Self.reason: "launch"])
        let refused = ["deny OverrideRefused", "deny ModelTooLarge"]
        for user in ["ann", Self.controller] {
            #expect(try judgement(pod.review, by: user) == (isHonoured ? ["warn overridden ModelTooLarge"] : refused))
        }
        let fits = Self.pod("1Gi", [Self.until: until, Self.reason: "launch"])
        #expect(try judgement(fits.review) == (isHonoured ? [] : ["deny OverrideRefused"]))
    }

    @Test(arguments: [
        "2026-12-01T00:00:00Z", "2026-11-30T23:59:59Z", "2026-12-01T00:00:00+00:01", "0001-01-01T00:00:00Z",
    ])
    func oneThatHasEndedIsAsGoodAsNone(until: String) throws {
        let claim = [Self.until: until, Self.reason: "launch"]
        #expect(try judgement(Self.pod("1Gi", claim).review) == [])
        #expect(try judgement(Self.pod("50Gi", claim).review) == ["deny OverrideRefused", "deny ModelTooLarge"])
        // And no worse: without it this would be a warning, or less.
        var undeclared = Pod(["nvidia.com/mig-3g.40gb": "1"])
        undeclared.annotations = claim
        #expect(try judgement(undeclared.review) == ["warn OverrideRefused", "warn SizeUndeclared"])
        let audit = Self.yaml + "\nactions: {SizeUndeclared: audit}"
        #expect(try judgement(undeclared.review, audit) == ["audit OverrideRefused", "audit SizeUndeclared"])
        let ignore = Self.yaml + "\nactions: {SizeUndeclared: ignore}"
        #expect(try judgement(undeclared.review, ignore) == [])
    }

    /// What is wrong with one container says nothing of another.
    @Test func whatHasEndedIsSaidOfTheContainerThatNeedsIt() throws {
        var pod = Self.pod("1Gi", [Self.until: "2026-11-01T00:00:00Z", Self.reason: "launch"])
        for name in ["b", "c", "d"] {
            pod.containers.append(Pod.Container(name: name, limits: ["nvidia.com/mig-3g.40gb": "1"]))
        }
        pod.annotations["model-size.mig-gate.io/b"] = "50Gi"
        pod.annotations["model-size.mig-gate.io/c"] = "x"
        let verdict = try verdict(pod.review, Self.yaml + "\nactions: {SizeUnreadable: warn}")
        #expect(
            verdict.entries.map { "\($0.action.name) \($0.finding.code.name) \($0.finding.container ?? "")" } == [
                "deny OverrideRefused b", "deny ModelTooLarge b", "warn OverrideRefused c", "warn SizeUnreadable c",
            ]
        )
    }

    /// What is over is as good as none, whoever brings it.
    @Test func whatHasEndedNeedsNoRight() throws {
        let claim = [Self.until: "2026-11-01T00:00:00Z", Self.reason: "launch"]
        #expect(try judgement(Self.pod("1Gi", claim).review, by: "bob") == [])
        let verdict = try judgement(Self.pod("50Gi", claim).review, by: "bob")
        #expect(verdict == ["deny OverrideRefused", "deny ModelTooLarge"])
    }

    /// Who lets something in is on record, also where the update that does so would not have been refused.
    @Test func whatIsSetByAnUpdateIsOnRecord() throws {
        var review = update(from: Self.pod("50Gi", [:]), to: Self.pod("50Gi"))
        #expect(try verdict(review).overrides.map(\.reason) == ["launch"])
        #expect(try verdict(review).decision == .warn)
        // What was there before is nobody's doing now.
        review = update(from: Self.pod("50Gi"), to: Self.pod("50Gi"))
        #expect(try verdict(review).overrides.isEmpty)
    }

    // MARK: Where it stands

    private static let other = [until: "2026-11-01T00:00:00Z", reason: "old"]

    @Test(
        arguments: [
            (claim, [:], "launch"), (claim, other, "launch"), (other, claim, nil),
            // The pods would not get the reason.
            ([until: "2026-12-02T00:00:00Z"], [reason: "owner"], nil),
        ] as [([String: String], [String: String], String?)]
    )
    func theNearestCounts(onTemplate: [String: String], onOwner: [String: String], reason: String?) throws {
        let review = Review.deployment(of: Self.pod("50Gi", onTemplate), annotations: onOwner)
        #expect(try verdict(review).overrides.first?.reason == reason)
    }

    /// Pods do not get what stands on the object around their template, and are judged again: somebody would wait for pods
    /// that never come.
    @Test(arguments: [[:], [reason: "template"]])
    func whatThePodsDoNotGetIsRefused(onTemplate: [String: String]) throws {
        let review = Review.deployment(of: Self.pod("50Gi", onTemplate), annotations: Self.claim)
        let verdict = try verdict(review)
        #expect(verdict.overrides.isEmpty)
        #expect(verdict.entries.map(\.finding.code) == [.overrideRefused, .modelTooLarge])
        #expect(
            verdict.entries.first?.finding.message == """
                container "llm": mig-gate.io/override-until stands outside the pod template, where the pods do not get it: \
                write it and the reason under the template's own metadata.annotations
                """
        )
    }

    /// What has no template has no better place.
    @Test func theObjectCountsWhereThereIsNoTemplate() throws {
        let review = Review(
            kind: ("serving.kserve.io", "InferenceService"),
            object: """
                {"metadata":{"name":"s","annotations":\(Self.claim.merging(["mig-gate.io/model-size": "50Gi"]) { a, _ in a }.json)},\
                "spec":{"predictor":{"triton":{"resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}}}}
                """
        )
        #expect(try verdict(review).overrides.first?.reason == "launch")
    }

    @Test func eachPodHasItsOwn() throws {
        let pods = [
            Self.pod("50Gi"), Self.pod("50Gi", [:]),
            Self.pod("60Gi", [Self.until: "2026-12-02T12:00:00Z", Self.reason: "test"]), Self.pod("70Gi"),
        ]
        let verdict = try verdict(Review(kind: ("ray.io", "RayCluster"), object: Review.rayCluster(pods)))
        #expect(verdict.decision == .deny)
        #expect(verdict.entries.map { $0.override != nil } == [false, true, true, true])
        // Each once.
        #expect(verdict.overrides.map(\.reason) == ["launch", "test"])
    }

    // MARK: Updates

    private func update(from old: Pod, to new: Pod) -> Review {
        Review(operation: "UPDATE", object: new.json, oldObject: old.json)
    }

    /// What nobody has judged excuses nothing: an override on an object without slices would become one by an update, and
    /// controllers would carry it on.
    @Test func aClaimThatNobodyHasJudgedIsNew() throws {
        let plain = Pod([:])
        var (before, after) = (plain, Self.pod("1Gi"))
        before.annotations = Self.claim
        #expect(try judgement(update(from: before, to: after), by: "bob") == ["deny OverrideRefused"])
        after.annotations = Self.claim
        #expect(try judgement(update(from: after, to: after), by: "bob") == [])
    }

    /// Somebody without the right may go on working with what somebody else has let in.
    @Test func whoeverLeavesItAsItWasIsNotRefused() throws {
        var labelled = Self.pod()
        labelled.labels = ["a": "b"]
        let review = update(from: Self.pod(), to: labelled)
        #expect(try judgement(review, by: "bob") == ["warn inherited ModelTooLarge"])
        #expect(try verdict(review, by: "bob").overrides.isEmpty)
        // But it does not let in what they bring.
        #expect(try judgement(update(from: Self.pod(), to: Self.pod("60Gi")), by: "bob") == ["deny ModelTooLarge"])
        #expect(try judgement(update(from: Self.pod(), to: Self.pod("60Gi"))) == ["warn overridden ModelTooLarge"])
        #expect(try judgement(update(from: Self.pod("1Gi"), to: Self.pod("1Gi")), by: "bob") == [])
    }

    @Test(
        arguments: [
            ([:], claim), (claim, [until: "2026-12-02T12:00:00Z", reason: "launch"]),
            (claim, [until: "2026-12-02T00:00:00Z", reason: "other"]), (claim, [until: "2026-12-02T00:00:00Z"]),
            (claim, [reason: "launch"]), (claim, [until: "2026-12-02T00:00:00+00:00", reason: "launch"]),
        ] as [([String: String], [String: String])]
    )
    func whoeverChangesItIs(old: [String: String], new: [String: String]) throws {
        let review = update(from: Self.pod("50Gi", old), to: Self.pod("50Gi", new))
        #expect(try judgement(review, by: "bob") == ["deny OverrideRefused", "warn inherited ModelTooLarge"])
    }

    @Test func whoeverRemovesItIsNot() throws {
        let review = update(from: Self.pod(), to: Self.pod("50Gi", [:]))
        #expect(try judgement(review, by: "bob") == ["warn inherited ModelTooLarge"])
    }

    /// A controller that counts revisions, or a person who scales down, brings nothing new.
    @Test(
        arguments: [
            [until: "2026-12-30T00:00:00Z", reason: "launch"], [until: "tomorrow", reason: "launch"],
            [until: "2026-12-02T00:00:00Z"], [reason: "launch"],
        ] as [[String: String]]
    )
    func whatCannotBeHonouredAndWasThereIsNotRefusedAgain(claim: [String: String]) throws {
        for user in ["ann", "bob", Self.controller] {
            let review = update(from: Self.pod("50Gi", claim), to: Self.pod("50Gi", claim))
            #expect(try judgement(review, by: user) == ["warn inherited ModelTooLarge"])
            let grown = update(from: Self.pod("50Gi", claim), to: Self.pod("60Gi", claim))
            #expect(try judgement(grown, by: user) == ["deny ModelTooLarge"])
        }
        let new = update(from: Self.pod(), to: Self.pod("50Gi", claim))
        #expect(try judgement(new, by: "ann") == ["deny OverrideRefused", "warn inherited ModelTooLarge"])
    }

    /// Or else nobody could label, scale down or finalise what was let in, once the time is over.
    @Test func whatHasEndedDoesNotBlockUpdates() throws {
        let ended = Self.pod("50Gi", [Self.until: "2026-11-30T00:00:00Z", Self.reason: "launch"])
        let review = update(from: ended, to: ended)
        for user in ["ann", "bob", Self.controller] {
            #expect(try judgement(review, by: user) == ["warn OverrideRefused", "warn inherited ModelTooLarge"])
        }
    }

    /// Moving to another template is a change of place, not of what is claimed.
    @Test func whatWasClaimedAnywhereWasThere() throws {
        let review = Review(
            operation: "UPDATE",
            kind: ("ray.io", "RayCluster"),
            object: Review.rayCluster([Self.pod("50Gi")]),
            oldObject: Review.rayCluster([Self.pod("1Gi", [:]), Self.pod("50Gi")])
        )
        #expect(try judgement(review, by: "bob") == ["warn inherited ModelTooLarge"])
    }

    // MARK: Hostile objects

    /// Reading the claims of the old object is bounded as everything else is: pods without slices count too.
    @Test(.timeLimit(.minutes(1))) func manyPodsWithManyAnnotationsAreQuick() throws {
        let annotations = (0..<20_000).map { #""a\#($0)":"""# }.joined(separator: ",")
        let pods = (0..<20_000).map { #""p\#($0)":{"spec":{"containers":[{"resources":{}}]}}"# }.joined(separator: ",")
        let review = Review(
            operation: "UPDATE",
            kind: ("example.com", "Any"),
            object: #"{"spec":{"template":{\#(Self.pod().template)}}}"#,
            oldObject: #"{"metadata":{"annotations":{\#(annotations)}},"spec":{\#(pods)}}"#
        )
        #expect(try judgement(review, by: "bob") == ["deny OverrideRefused", "deny ModelTooLarge"])
    }

    /// The size, the parallelism and the override go through 10 annotations each.
    @Test(arguments: [(30, true), (29, false)])
    func whatIsReadForAnOverrideCounts(limit: Int, isClean: Bool) throws {
        var pod = Self.pod("1Gi")
        for index in 0..<7 {
            pod.annotations["example.com/\(index)"] = ""
        }
        let limits = ReadingLimits(depth: 128, claims: 10, entries: limit)
        #expect(try pod.review.verdict(under: Policy(yaml: Self.yaml), limits: limits).isClean == isClean)
    }
}

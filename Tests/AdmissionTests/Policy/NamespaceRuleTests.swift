import Admission
import MIG
import Testing

/// What may differ from namespace to namespace, and from object to object.
@Suite struct NamespaceRuleTests {
    private func review(_ pod: Pod, in namespace: String) -> Review {
        var review = pod.review
        review.namespace = namespace
        return review
    }

    /// The limit that a message names for a pod too large for any slice.
    private func limit(
        _ yaml: String,
        in namespace: String = "team-a",
        profile: String = "3g.40gb",
        labels: [String: String] = [:]
    ) throws -> String {
        var pod = Pod(size: "500Gi", product: nil, ["nvidia.com/mig-\(profile)": "1"])
        pod.labels = labels
        let verdict = try review(pod, in: namespace).verdict(under: Policy(yaml: yaml))
        return try #require(verdict.entries.first?.finding.limit).size.description
    }

    // MARK: Which rule

    @Test(arguments: [
        ("team-a", "38Gi"), ("team-a-x", "37Gi"), ("team-b", "36Gi"), ("a-prod", "35Gi"), ("other", "39Gi"),
        ("", "39Gi"), ("Team-a", "39Gi"),
    ])
    func theFirstRuleThatMatchesCounts(namespace: String, limit: String) throws {
        let yaml = """
            namespaces:
            - {names: [team-a], headroom: {default: 2Gi}}
            - {names: [nobody, team-a*], headroom: {default: 3Gi}}
            - {names: [team-?], headroom: {default: 4Gi}}
            - {names: ["*-prod"], headroom: {default: 5Gi}}
            - {names: [team-b*], headroom: {default: 6Gi}}
            """
        #expect(try self.limit(yaml, in: namespace) == limit)
    }

    @Test(
        arguments: [
            (["tier": "prod", "a": "1"], "38Gi"), (["tier": "dev", "a": "1"], "37Gi"), (["tier": "prod"], "37Gi"),
            (["tier": ""], "36Gi"), ([:], "39Gi"),
        ] as [([String: String], String)]
    )
    func aSelectorChoosesAmongObjects(labels: [String: String], limit: String) throws {
        let yaml = """
            namespaces:
            - objectSelector: {matchLabels: {tier: prod}, matchExpressions: [{key: a, operator: Exists}]}
              names: [team-*]
              headroom: {default: 2Gi}
            - objectSelector: {matchExpressions: [{key: tier, operator: In, values: [dev, prod]}]}
              headroom: {default: 3Gi}
            - objectSelector: {matchExpressions: [{key: tier, operator: In, values: [""]}]}
              headroom: {default: 4Gi}
            """
        #expect(try self.limit(yaml, labels: labels) == limit)
    }

    /// As for the API server's own `objectSelector`: a Deployment's template is not the object.
    @Test func theLabelsAreTheObjectsOwn() throws {
        let policy = try Policy(
            yaml: "namespaces: [{objectSelector: {matchLabels: {tier: dev}}, actions: {ModelTooLarge: warn}}]"
        )
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(
            try Review.deployment(of: pod, labels: ["tier": "dev"]).judgement(under: policy) == ["warn ModelTooLarge"]
        )
        pod.labels = ["tier": "dev"]
        #expect(try pod.review.judgement(under: policy) == ["warn ModelTooLarge"])
        #expect(try Review.deployment(of: pod).judgement(under: policy) == ["deny ModelTooLarge"])
    }

    /// A pod that gets another label is judged as the object it becomes, and so is what it was: the same model in the same
    /// slice is not new.
    @Test func anUpdateIsJudgedByTheRuleOfTheNewObject() throws {
        let policy = try Policy(
            yaml: """
                namespaces:
                - {objectSelector: {matchLabels: {tier: prod}}, headroom: {default: 10Gi}}
                - {objectSelector: {matchLabels: {tier: dev}}, actions: {ModelTooLarge: audit}}
                """
        )
        func judgement(_ size: (old: String, new: String), to tier: String) throws -> [String] {
            let old = Pod(size: size.old, ["nvidia.com/mig-3g.40gb": "1"])
            var new = Pod(size: size.new, ["nvidia.com/mig-3g.40gb": "1"])
            new.labels = ["tier": tier]
            return try Review(operation: "UPDATE", object: new.json, oldObject: old.json).judgement(under: policy)
        }
        #expect(try judgement(("35Gi", "36Gi"), to: "prod") == ["deny ModelTooLarge"])
        // The label is what brings it: where it was, the model fitted.
        #expect(try judgement(("35Gi", "35Gi"), to: "prod") == ["deny ModelTooLarge"])
        #expect(try judgement(("50Gi", "50Gi"), to: "prod") == ["warn inherited ModelTooLarge"])
        #expect(try judgement(("35Gi", "50Gi"), to: "dev") == ["audit ModelTooLarge"])
    }

    // MARK: What a rule changes

    @Test(arguments: [
        // The root stands behind the rules as it does before them.
        ("namespaces: [{names: [team-a], reserve: 0}]\nheadroom: {default: 5Gi}", "3g.40gb", "35Gi"),
        ("namespaces: [{names: [team-a], actions: {}}]\nlimits: {3g.40gb: 20Gi}", "3g.40gb", "20Gi"),
        ("namespaces: [{names: [team-a]}]\nheadroom: {profiles: {3g.40gb: 9Gi}}", "3g.40gb", "31Gi"),
        // A headroom of its own stands in place of all profiles', but what it leaves out is the root's default.
        (
            "headroom: {default: 5Gi, profiles: {3g.40gb: 9Gi}}\nnamespaces: [{names: [team-a], headroom: {}}]",
            "3g.40gb", "35Gi"
        ),
        (
            "headroom: {default: 5Gi}\nnamespaces: [{names: [team-a], headroom: {profiles: {4g.40gb: 50%}}}]",
            "3g.40gb", "35Gi"
        ),
        (
            "headroom: {default: 5Gi}\nnamespaces: [{names: [team-a], headroom: {profiles: {4g.40gb: 50%}}}]",
            "4g.40gb", "20Gi"
        ),
        ("namespaces: [{names: [team-a], headroom: {default: 0}, reserve: 1Gi}]", "3g.40gb", "38.25Gi"),
        // Limits stand in place of all limits.
        ("limits: {3g.40gb: 20Gi}\nnamespaces: [{names: [team-a], limits: {4g.40gb: 10Gi}}]", "3g.40gb", "39Gi"),
        ("limits: {3g.40gb: 20Gi}\nnamespaces: [{names: [team-a], limits: {4g.40gb: 10Gi}}]", "4g.40gb", "10Gi"),
        ("limits: {3g.40gb: 20Gi}\nnamespaces: [{names: [team-a], limits: {}}]", "3g.40gb", "39Gi"),
        // GPUs narrow what the catalogue says, and an empty list widens it again.
        ("namespaces: [{names: [team-a], gpus: [GH200]}]", "1g.24gb", "22.75Gi"),
        ("gpus: [GH200]\nnamespaces: [{names: [team-a], gpus: []}]", "1g.24gb", "21.25Gi"),
        ("gpus: [GH200]\nnamespaces: [{names: [team-a]}]", "1g.24gb", "22.75Gi"),
    ])
    func aRuleChangesWhatItNames(yaml: String, profile: String, limit: String) throws {
        #expect(try self.limit(yaml, profile: profile) == limit)
    }

    @Test func otherNamespacesKeepWhatTheyHave() throws {
        let yaml = """
            namespaces: [{names: [team-a], headroom: {default: 5Gi}, gpus: [GH200], limits: {1g.24gb: 1Gi}}]
            """
        #expect(try limit(yaml, in: "team-b", profile: "1g.24gb") == "21.25Gi")
        #expect(try limit(yaml, in: "team-b") == "39Gi")
    }

    @Test func actionsAreMerged() throws {
        let policy = try Policy(
            yaml: """
                actions: {ModelTooLarge: warn, UnknownProfile: audit}
                namespaces: [{names: [team-a], actions: {UnknownProfile: deny, SizeUndeclared: ignore}}]
                """
        )
        let (large, unknown) = (Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]), Pod(["nvidia.com/mig-x": "1"]))
        #expect(try review(large, in: "team-a").judgement(under: policy) == ["warn ModelTooLarge"])
        #expect(try review(unknown, in: "team-a").judgement(under: policy) == ["deny UnknownProfile"])
        #expect(
            try review(unknown, in: "team-b").judgement(under: policy)
                == ["warn SizeUndeclared", "audit UnknownProfile"]
        )
    }

    @Test func aRulesFleetDecidesWhichProfilesThereAre() throws {
        let policy = try Policy(yaml: "namespaces: [{names: [team-a], gpus: [H200]}]")
        let pod = Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(
            try review(pod, in: "team-a").verdict(under: policy).entries.map(\.finding.summary) == [
                #"container "llm": nvidia.com/mig-3g.40gb is no MIG profile of H200 141GB"#
            ]
        )
        #expect(try review(pod, in: "team-b").judgement(under: policy) == [])
    }

    /// What cannot be looked at whole meets the strictest action of its own rule.
    @Test func anObstacleMeetsTheRulesActions() throws {
        let actions = FindingCode.allCases.map { "\($0.name): audit" }.joined(separator: ", ")
        let policy = try Policy(yaml: "namespaces: [{names: [team-a], actions: {\(actions)}}]")
        let pod = Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1", "nvidia.com/mig-4g.40gb": "1"])
        let limits = ReadingLimits(depth: 128, claims: 1, entries: 1_000)
        for (namespace, action) in [("team-a", Action.audit), ("team-b", .deny)] {
            let verdict = try review(pod, in: namespace).verdict(under: policy, limits: limits)
            #expect(verdict.obstacle?.action == action)
        }
    }

    // MARK: What people read

    @Test func numbersAndWayOutAreTheRules() throws {
        let policy = try Policy(
            yaml: """
                namespaces:
                - names: [team-a]
                  gpus: [A100 80GB]
                  headroom: {default: 4Gi, profiles: {7g.80gb: 25%}}
                  limits: {4g.40gb: 39.25Gi}
                """
        )
        func message(_ size: String) throws -> String? {
            let pod = Pod(size: size, ["nvidia.com/mig-3g.40gb": "1"])
            return try review(pod, in: "team-a").verdict(under: policy).entries.first?.finding.message
        }
        let cause = "does not fit nvidia.com/mig-3g.40gb: limit 36Gi (40Gi nominal - 4Gi headroom)"
        #expect(
            try message("38Gi") == """
                container "llm": model of 38Gi \(cause); smallest slice that fits: nvidia.com/mig-4g.40gb (limit 39.25Gi)
                """
        )
        #expect(
            try message("50Gi") == """
                container "llm": model of 50Gi \(cause); smallest slice that fits: nvidia.com/mig-7g.80gb (limit 60Gi)
                """
        )
        #expect(
            try message("60Gi") == """
                container "llm": model of 60Gi \(cause); no slice of these GPUs fits; 2 of nvidia.com/mig-7g.80gb \
                (limit 60Gi) would, with mig-gate.io/tensor-parallel-size: "2"
                """
        )
    }

    @Test func aRuleSaysWhomItIsFor() throws {
        let settings = try PolicySettings(
            yaml: """
                namespaces:
                - names: [team-a-*, research]
                - names: [a]
                  objectSelector:
                    matchLabels: {tier: prod}
                    matchExpressions: [{key: x, operator: NotIn, values: [b, c]}, {key: y, operator: DoesNotExist}]
                - objectSelector: {matchExpressions: [{key: y, operator: Exists}]}
                """,
            file: "policy.yaml"
        )
        #expect(
            settings.namespaceRules.map(\.description) == [
                "team-a-*, research", "a where tier In (prod) and x NotIn (b, c) and y DoesNotExist",
                "every namespace where y Exists",
            ]
        )
    }
}

import Admission
import Testing

/// Whom the gate leaves alone.
@Suite struct ExemptionTests {
    private static let large = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]).review

    private func exemption(
        _ yaml: String,
        namespace: String = "ml",
        user: String = "ann",
        groups: [String] = []
    ) throws -> String? {
        var review = Self.large
        (review.namespace, review.user, review.groups) = (namespace, user, groups)
        let verdict = try review.verdict(under: Policy(yaml: yaml))
        // Whoever is exempt is so from everything.
        #expect(verdict.isClean == (verdict.exemption != nil))
        #expect(verdict.decision == (verdict.exemption == nil ? .deny : .allow))
        return verdict.exemption?.description
    }

    @Test(
        arguments: [
            ("{}", "kube-system", "namespace kube-system"), ("{}", "mig-gate", "namespace mig-gate"),
            ("{}", "kube-system-2", nil), ("{}", "", nil), ("exempt: {}", "mig-gate", "namespace mig-gate"),
            ("exempt: {users: [x]}", "kube-system", "namespace kube-system"),
            // A list stands in place of the standard one.
            ("exempt: {namespaces: [infra-*]}", "kube-system", nil),
            ("exempt: {namespaces: [infra-*]}", "infra-a", "namespace infra-a"),
            ("exempt: {namespaces: []}", "mig-gate", nil),
        ] as [(String, String, String?)]
    )
    func namespaces(yaml: String, namespace: String, exemption: String?) throws {
        #expect(try self.exemption(yaml, namespace: namespace) == exemption)
    }

    @Test(
        arguments: [
            ("users: [ann]", "ann", [], "user ann"), ("users: [ann]", "Ann", [], nil),
            ("users: [ann]", "annie", [], nil), ("users: [\"ci:*\"]", "ci:a", [], "user ci:a"),
            ("groups: [\"ops-*\"]", "bob", ["x", "ops-eu"], "user bob"), ("groups: [ops]", "ops", ["dev"], nil),
            ("users: [ops]", "bob", ["ops"], nil), ("users: [a, b], groups: [ops]", "b", [], "user b"),
            ("users: [ann]", "", [], nil), ("groups: [ops]", "", ["ops"], "user "),
        ] as [(String, String, [String], String?)]
    )
    func usersAndGroups(yaml: String, user: String, groups: [String], exemption: String?) throws {
        #expect(try self.exemption("exempt: {\(yaml)}", user: user, groups: groups) == exemption)
    }

    /// Nothing is said of what the gate has no interest in.
    @Test(arguments: [
        Pod(["cpu": "1"]).review, Pod(["nvidia.com/gpu": "1"]).review,
        Review(operation: "DELETE", oldObject: large.object), Review(object: large.object, subResource: "status"),
    ])
    func whatIsNotJudgedIsNotExemptEither(review: Review) throws {
        var review = review
        review.namespace = "kube-system"
        let verdict = try review.verdict()
        #expect(verdict.isClean && verdict.exemption == nil)
    }

    /// Neither a rule for the namespace nor an override that nobody may set changes that.
    @Test func anExemptionComesBeforeEverythingElse() throws {
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations["mig-gate.io/override-until"] = "tomorrow"
        var review = pod.review
        review.namespace = "infra"
        let policy = try Policy(yaml: "exempt: {namespaces: [infra]}\nnamespaces: [{names: [infra], reserve: 1Gi}]")
        #expect(try review.judgement(under: policy) == [])
    }

    @Test func aHostileNameStaysWithinItsSentence() throws {
        let user = "ann\n" + String(repeating: "x", count: 10_000)
        #expect(
            try exemption("exempt: {users: [\"ann*\"]}", user: user)
                == "user ann\\u{a}" + String(repeating: "x", count: 76) + "…"
        )
    }
}

import Admission
import Testing

@Suite struct VerdictTests {
    /// Containers that break one rule each, in an order that is not the order of the rules.
    private static let pod: Pod = {
        var pod = Pod([
            Pod.Container(name: "undeclared", limits: ["nvidia.com/mig-1g.10gb": "1"]),
            Pod.Container(name: "too-large-1", limits: ["nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "bad-count", limits: ["nvidia.com/mig-3g.40gb": "0"]),
            Pod.Container(name: "unknown", limits: ["nvidia.com/mig-large": "1"]),
            Pod.Container(name: "too-large-2", limits: ["nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "unreadable", limits: ["nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "mixed", limits: ["nvidia.com/gpu": "1", "nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "across", limits: ["nvidia.com/mig-3g.40gb": "2"]),
            Pod.Container(name: "too-wide", limits: ["nvidia.com/mig-3g.40gb": "1"]),
        ])
        let sizes = [
            "too-large-1": "50Gi", "too-large-2": "60Gi", "bad-count": "1Gi", "unknown": "1Gi", "unreadable": "x",
            "mixed": "1Gi", "across": "1Gi", "too-wide": "1Gi",
        ]
        for (name, size) in sizes {
            pod.annotations["model-size.mig-gate.io/\(name)"] = size
        }
        pod.annotations["tensor-parallel-size.mig-gate.io/across"] = "2"
        pod.annotations["tensor-parallel-size.mig-gate.io/too-wide"] = "2"
        return pod
    }()

    private func subjects(_ yaml: String) throws -> [String] {
        let policy = try Policy(yaml: yaml)
        return try Self.pod.review.verdict(under: policy).entries.map { entry in
            let words = entry.finding.summary.split(separator: "\"")
            return "\(entry.action.name) \(words[1])"
        }
    }

    @Test func everyFindingIsReportedTheWorstFirst() throws {
        #expect(
            try subjects("{}") == [
                "deny too-large-1", "deny too-large-2", "deny unknown", "deny mixed", "deny unreadable",
                "deny bad-count",
                "deny too-wide", "warn undeclared", "warn across",
            ]
        )
    }

    @Test func theActionComesBeforeTheCode() throws {
        let yaml = """
            actions:
              ModelTooLarge: audit
              UnknownProfile: warn
              MixedGPUAndMIG: ignore
              SizeUndeclared: deny
            """
        #expect(
            try subjects(yaml) == [
                "deny unreadable", "deny bad-count", "deny too-wide", "deny undeclared", "warn unknown", "warn across",
                "audit too-large-1", "audit too-large-2",
            ]
        )
    }

    @Test func codesAreInAlphabeticalOrder() throws {
        #expect(
            try Self.pod.review.verdict().codes.names == [
                "BadCount", "MixedGPUAndMIG", "ModelTooLarge", "ParallelAcrossSlices", "ParallelismTooWide",
                "SizeUndeclared", "SizeUnreadable", "UnknownProfile",
            ]
        )
    }

    @Test(arguments: [
        ("deny", Verdict.Decision.deny, ["ModelTooLarge"]),
        ("warn", .warn, ["ModelTooLarge"]),
        ("audit", .allow, ["ModelTooLarge"]),
        ("ignore", .allow, []),
    ])
    func theStrictestActionDecides(action: String, decision: Verdict.Decision, codes: [String]) throws {
        let policy = try Policy(yaml: "actions:\n  ModelTooLarge: \(action)")
        let verdict = try Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]).review.verdict(under: policy)
        #expect(verdict.decision == decision)
        #expect(verdict.codes.names == codes)
        #expect(verdict.entries.count == codes.count)
    }

    @Test func nothingWrongIsAllowed() {
        #expect(Verdict.clean.decision == .allow)
        #expect(Verdict.clean.entries.isEmpty)
        #expect(Verdict.clean.codes.names == [])
        #expect(!FindingCode.allCases.contains(where: Verdict.clean.codes.contains))
    }

    @Test func anActionThatIsIgnoredHidesNothingElse() throws {
        let policy = try Policy(yaml: "actions:\n  UnknownProfile: ignore")
        let pod = Pod(size: "x", ["nvidia.com/mig-large": "1"])
        #expect(try pod.review.judgement(under: policy) == ["deny SizeUnreadable"])
    }
}

import Admission
import MIG
import TestSupport
import Testing

/// No policy admits a model that needs, of each slice, all the memory that such a slice has or more.
@Suite struct AdmissionPropertyTests {
    /// What a policy does about everything else, which must not matter.
    private static let otherCodes = FindingCode.allCases.map(\.name).filter { $0 != "ModelTooLarge" }

    private func actions(_ random: inout SeededGenerator) -> [String: String] {
        var actions = random.chance(2) ? ["ModelTooLarge": "deny"] : [:]
        for _ in 0..<random.below(4) {
            actions[random.pick(Self.otherCodes)] = random.pick(Action.allCases).name
        }
        return actions
    }

    /// A policy that denies models that are too large, and keeps as little free as a policy can where that is the question.
    private func plan(_ random: inout SeededGenerator, _ sources: SizeSources) -> PolicyPlan {
        var plan = random.policy(fixesLimits: random.chance(2))
        let keepsNothing = random.chance(2)
        func finish(_ terms: inout TermsPlan) {
            terms.actions = actions(&random)
            if keepsNothing {
                terms.headroom = HeadroomPlan(standard: random.chance(2) ? .bytes(0) : .percent(0))
                terms.reserve = 0
            }
        }
        finish(&plan.terms)
        for index in plan.rules.indices {
            finish(&plan.rules[index].terms)
        }
        plan.lines = sources.lines
        return plan
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func noPolicyAdmitsMoreThanASliceHas(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var reached: [String: Int] = [:]
        for number in 0..<300 {
            let sources = SizeSources(
                annotations: random.chance(3) ? ["example.com/gpu-memory", "a.b/size"] : [],
                variables: random.chance(2) ? ["MODEL_SIZE", "VRAM"] : []
            )
            let plan = plan(&random, sources)
            let policy = try Policy(yaml: plan.yaml)
            for _ in 0..<3 {
                let workload = random.workload(under: plan, sources)
                let verdict = try workload.review.verdict(under: policy)
                let denied = verdict.entries.filter { $0.finding.code == .modelTooLarge && $0.action == .deny }
                let found = denied.map {
                    WorkloadPlan.Overfull(container: $0.finding.container ?? "", resource: $0.finding.resource)
                }
                guard workload.overfull.isSubset(of: found), workload.overfull.isEmpty || verdict.decision == .deny
                else {
                    Issue.record(
                        """
                        seed \(seed), policy \(number): denied \(found) of \(workload.overfull)
                        \(plan.yaml)
                        \(workload.review)
                        """
                    )
                    return
                }
                count(workload, denied.map(\.finding), found, in: &reached)
            }
        }
        for (name, least) in Self.least {
            #expect(reached[name, default: 0] >= least, "\(name) of \(reached)")
        }
    }

    /// How often each kind of case occurs at least.
    private static let least = [
        "equal": 100, "justAbove": 100, "farAbove": 100, "below": 100, "below fits": 50, "limit is usable": 50,
        "limit is capped": 5, "update": 30, "parallel": 100, "several": 100, "selects": 100, "lands anywhere": 100,
    ]

    private func count(
        _ workload: WorkloadPlan,
        _ findings: [Finding],
        _ found: [WorkloadPlan.Overfull],
        in reached: inout [String: Int]
    ) {
        var names = workload.shares.map { "\($0)" }
        names += (found.count..<max(found.count, workload.shares.count)).map { _ in "below fits" }
        for finding in findings {
            switch finding.limit?.origin {
            case .capped: names.append("limit is capped")
            case .usable(let usable, _) where usable.size == finding.limit?.size: names.append("limit is usable")
            default: break
            }
        }
        names += workload.review.operation == "UPDATE" ? ["update"] : []
        names += workload.isParallel ? ["parallel"] : []
        names += workload.shares.count > 1 ? ["several"] : []
        names.append(workload.selectsGPUs ? "selects" : "lands anywhere")
        for name in names {
            reached[name, default: 0] += 1
        }
    }

    /// But somebody whom the policy trusts can let it in for a while, which warns.
    @Test func anOverrideAdmitsWithAWarning() throws {
        var random = SeededGenerator(seed: 5)
        var overridden = 0
        for number in 0..<100 {
            var plan = random.policy(fixesLimits: true)
            plan.lines = ["overrides: {users: [ann]}"]
            let policy = try Policy(yaml: plan.yaml)
            var pod = Pod(size: "200Gi", ["nvidia.com/mig-3g.40gb": "1"])
            pod.product = "NVIDIA-A100-SXM4-80GB"
            let claim = ["until": "2026-12-02T00:00:00Z", "reason": "launch"]
            pod.annotations = Dictionary(uniqueKeysWithValues: claim.map { ("mig-gate.io/override-\($0)", $1) })
            let verdict = try pod.review.verdict(under: policy)
            let isHonoured = verdict.entries.map { $0.override != nil } == [true]
            #expect(verdict.decision == .warn && isHonoured, "seed 5, policy \(number)\n\(plan.yaml)")
            overridden += verdict.entries.map(\.finding.code) == [.modelTooLarge] ? 1 : 0
        }
        #expect(overridden == 100)
    }
}

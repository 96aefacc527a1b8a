import Admission
import MIG
import TestSupport
import Testing

/// What holds for the limits of any policy, over policies that are drawn and read from their text.
@Suite struct LimitPropertyTests {
    /// A slice that a pod asks for: of which profile, on which GPUs.
    private struct Slice {
        let entry: CatalogueEntry
        let gpus: GPUSet

        /// Its limits, for whoever no rule of a policy is for and under each rule.
        func limits(_ policy: Policy) -> [Limit?] {
            [policy.general.limit(of: entry, on: gpus)] + policy.rules.map { $0.effective.limit(of: entry, on: gpus) }
        }
    }

    /// All slices on some GPUs: single ones, each as likely, a pair, the fleets of the policy, now and then all there are.
    private func slices(_ policy: Policy, _ random: inout SeededGenerator) -> [Slice] {
        let catalogue = policy.catalogue
        let (first, second) = (random.below(catalogue.gpus.count), random.below(catalogue.gpus.count))
        var sets = [GPUSet([first]), GPUSet([second]), GPUSet([first, second])]
        sets += ([policy.settings.terms] + policy.rules.map(\.rule.terms)).compactMap(\.fleet)
        if random.chance(4) {
            sets.append(catalogue.allGPUs)
        }
        return sets.flatMap { gpus in catalogue.entries(on: gpus).map { Slice(entry: $0, gpus: gpus) } }
    }

    private func policy(_ plan: PolicyPlan, _ name: String) throws -> Policy {
        do {
            return try Policy(yaml: plan.yaml)
        } catch {
            Issue.record("\(name): \(error)\n\(plan.yaml)")
            throw error
        }
    }

    @Test(arguments: PolicyRaise.allCases)
    func keepingMoreFreeNeverRaisesALimit(raise: PolicyRaise) throws {
        let seed: UInt64 = 40_902
        var random = SeededGenerator(seed: seed)
        var (raised, lowered) = (0, 0)
        for number in 0..<250 {
            let plan = random.policy(fixesLimits: number % 4 == 0)
            var more = plan
            guard random.raise(raise, in: &more) else { continue }
            raised += 1
            let name = "seed \(seed), policy \(number)"
            let (before, after) = (try policy(plan, name), try policy(more, name))
            var isLower = false
            for slice in slices(before, &random) {
                for (old, new) in zip(slice.limits(before), slice.limits(after)) {
                    guard let old = old?.size, let new = new?.size, new <= old else {
                        Issue.record("\(name): \(slice) from \((old, new))\n\(plan.yaml)\n---\n\(more.yaml)")
                        return
                    }
                    isLower = isLower || new < old
                }
            }
            lowered += isLower ? 1 : 0
        }
        // A rule or an amount that can be raised is there mostly, and that lowers a limit often enough.
        #expect(raised > 120 && lowered > raised / 10, "\(raised) raised, \(lowered) lowered a limit")
    }

    @Test(arguments: [false, true])
    func aLimitIsNeverMoreThanThereIs(fixesLimits: Bool) throws {
        let seed: UInt64 = fixesLimits ? 7 : 8
        var random = SeededGenerator(seed: seed)
        var reached = (usable: 0, nominal: 0, nothing: 0, fixed: 0, capped: 0)
        for number in 0..<600 {
            let plan = random.policy(fixesLimits: fixesLimits)
            let name = "seed \(seed), policy \(number)"
            let policy = try policy(plan, name)
            for slice in slices(policy, &random) {
                let usable = Catalogue.usableBytes(of: slice.entry.profile, on: slice.gpus).min()
                for limit in slice.limits(policy) {
                    guard let limit, let usable, (0...usable).contains(limit.size.bytes),
                        fixesLimits || limit.size <= slice.entry.nominal
                    else {
                        Issue.record("\(name): \(slice) of \(usable ?? -1) bytes\n\(plan.yaml)")
                        return
                    }
                    reached.usable += limit.size.bytes == usable ? 1 : 0
                    reached.nothing += limit.size == .zero ? 1 : 0
                    switch limit.origin {
                    case .nominal: reached.nominal += 1
                    case .usable: break
                    case .fixed: reached.fixed += 1
                    case .capped: reached.capped += 1
                    }
                }
            }
        }
        #expect(min(reached.usable, reached.nominal, reached.nothing) > 600, "\(reached)")
        #expect((min(reached.fixed, reached.capped) > 300) == fixesLimits, "\(reached)")
    }
}

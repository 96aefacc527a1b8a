import MIG
import TestSupport

/// Drawing policies that the reader takes.
extension SeededGenerator {
    /// Any policy. With `fixesLimits` some have limits in place of the formula's.
    mutating func policy(fixesLimits: Bool) -> PolicyPlan {
        var plan = PolicyPlan(terms: terms(on: nil, fixesLimits))
        for index in 0..<below(3) {
            let isForML = !chance(3)
            let names = isForML ? pick([["ml"], ["team-a", "m?"], ["?l*"]]) : pick([["team-*"], ["ml-*", "*-prod"]])
            plan.rules.append(
                RulePlan(
                    names: names,
                    isForML: isForML,
                    needsProd: chance(3),
                    terms: terms(on: plan.terms.gpus, fixesLimits)
                )
            )
            if index == 1, chance(2) {
                // Nothing may follow a rule for every namespace.
                plan.rules[1].names = ["*"]
                (plan.rules[1].isForML, plan.rules[1].needsProd) = (true, false)
            }
        }
        if plan.rules.count == 2 {
            let (first, second) = (plan.rules[0], plan.rules[1])
            if first.names == second.names || first.isForML && second.names == ["ml"] {
                // A rule that nothing reaches is refused: the one before it is for some objects only.
                plan.rules[0].needsProd = true
            }
        }
        return plan
    }

    /// Terms; `outside` is the fleet that counts where they name none.
    private mutating func terms(on outside: [Int]?, _ fixesLimits: Bool) -> TermsPlan {
        var terms = TermsPlan()
        terms.headroom = maybe { $0.headroom() }
        terms.reserve = maybe { $0.reserve() }
        terms.gpus = maybe { $0.someGPUs() }
        let fleet = terms.gpus ?? outside ?? Array(Catalogue.shipped.gpus.indices)
        if fixesLimits {
            terms.limits = maybe { $0.limits(on: fleet) }
        }
        return terms
    }

    mutating func someGPUs() -> [Int] {
        (0...below(3)).map { _ in below(Catalogue.shipped.gpus.count) }
    }

    private mutating func headroom() -> HeadroomPlan {
        var headroom = HeadroomPlan(standard: maybe { $0.amount(of: Catalogue.largestProfile) })
        for _ in 0..<below(4) {
            let profile = pick(Catalogue.shipped.entries).profile
            headroom.byProfile[profile] = amount(of: profile)
        }
        return headroom
    }

    /// An amount to keep free that leaves something of a profile's nominal memory.
    mutating func amount(of profile: MIGProfile) -> AmountPlan {
        let most = profile.nominal.bytes - 1
        return switch below(6) {
        case 0: .percent(below(100))
        case 1: .percent(pick([0, 1, 5, 10, 99]))
        case 2: .bytes(0)
        case 3: .bytes(number(0...most))
        case 4: .bytes(most)
        default: .bytes(number(0...4096) << 20)
        }
    }

    mutating func reserve() -> Int64 {
        switch below(4) {
        case 0: 0
        case 1: number(0...Catalogue.largestProfile.nominal.bytes - 1)
        default: number(0...2048) << 20
        }
    }

    /// Limits for some profiles of a fleet, at most the memory of the GPU that has the most.
    private mutating func limits(on fleet: [Int]) -> [MIGProfile: Int64] {
        var limits: [MIGProfile: Int64] = [:]
        for _ in 0...below(4) {
            let profile = pick(Catalogue.shipped.gpus[pick(fleet)].profiles).profile
            let amounts = Catalogue.usableBytes(of: profile, on: GPUSet(fleet))
            guard let least = amounts.min(), let most = amounts.max() else { continue }
            limits[profile] = pick([most, most, least, least - 1, number(1...most)])
        }
        return limits
    }
}

extension Catalogue {
    static let largestProfile =
        shipped.entries.map(\.profile).max { $0.nominal < $1.nominal } ?? shipped.entries[0].profile

    /// The products that carry each profile, with what was measured there.
    private static let carriers: [MIGProfile: [(gpu: Int, measured: Int64?)]] = {
        var carriers: [MIGProfile: [(gpu: Int, measured: Int64?)]] = [:]
        for (index, gpu) in shipped.gpus.enumerated() {
            for facts in gpu.profiles {
                carriers[facts.profile, default: []].append((index, facts.measured?.bytes))
            }
        }
        return carriers
    }()

    /// What a slice has on each of `gpus` that carries it, found in the facts about every GPU and not by the catalogue's own
    /// index: what was measured, or where that is nowhere, 88 % of the nominal memory in whole MiB. Empty where none does.
    static func usableBytes(of profile: MIGProfile, on gpus: GPUSet) -> [Int64] {
        let here = (carriers[profile] ?? []).filter { gpus.contains($0.gpu) }
        let amounts = here.compactMap(\.measured)
        return here.isEmpty || !amounts.isEmpty ? amounts : [Int64(profile.nominalGiB * 1024 * 88 / 100) << 20]
    }
}

extension GPUSet {
    /// The products at these positions of the catalogue.
    init(_ positions: [Int]) {
        self = positions.reduce(into: .none) { $0.insert($1) }
    }
}

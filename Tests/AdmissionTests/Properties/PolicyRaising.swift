import MIG
import TestSupport

/// What a policy keeps free that can be raised, and for whom.
enum PolicyRaise: CaseIterable {
    case headroom
    case headroomOfProfile
    case headroomInRule
    case headroomOfProfileInRule
    case reserve
    case reserveInRule
}

/// Raising, in a policy, what slices keep free.
extension SeededGenerator {
    /// Raises an amount of a policy, also one that is left out and so has its standard value; answers false where there is
    /// nothing to raise.
    mutating func raise(_ raise: PolicyRaise, in plan: inout PolicyPlan) -> Bool {
        let general = plan.terms.headroom ?? HeadroomPlan()
        let standard = general.standard ?? .bytes(1 << 30)
        let reserve = plan.terms.reserve ?? 256 << 20
        let rule = plan.rules.isEmpty ? nil : below(plan.rules.count)
        // A rule that says something about headroom says all of it, but for the default.
        let own = rule.map { plan.rules[$0].terms.headroom ?? general } ?? general
        switch (raise, rule) {
        case (.headroom, _): plan.terms.headroom = raisedDefault(of: general, from: standard)
        case (.headroomOfProfile, _): plan.terms.headroom = raisedProfile(of: general, from: standard)
        case (.headroomInRule, let rule?):
            plan.rules[rule].terms.headroom = raisedDefault(of: own, from: own.standard ?? standard)
        case (.headroomOfProfileInRule, let rule?):
            plan.rules[rule].terms.headroom = raisedProfile(of: own, from: own.standard ?? standard)
        case (.reserve, _): plan.terms.reserve = raised(reserve)
        case (.reserveInRule, let rule?):
            plan.rules[rule].terms.reserve = raised(plan.rules[rule].terms.reserve ?? reserve)
        default: return false
        }
        return true
    }

    private mutating func raised(_ reserve: Int64) -> Int64 {
        chance(4) ? number(reserve...Catalogue.largestProfile.nominal.bytes - 1) : raisedALittle(reserve)
    }

    private mutating func raisedALittle(_ bytes: Int64) -> Int64 {
        capped(bytes + pick([1, 1 << 20, number(1...1 << 32)]), Catalogue.largestProfile)
    }

    private mutating func raisedDefault(of headroom: HeadroomPlan, from old: AmountPlan) -> HeadroomPlan {
        var headroom = headroom
        headroom.standard = raised(old, Catalogue.largestProfile, for: Catalogue.shipped.entries.map(\.profile))
        return headroom
    }

    private mutating func raisedProfile(of headroom: HeadroomPlan, from standard: AmountPlan) -> HeadroomPlan {
        var headroom = headroom
        let profiles = headroom.byProfile.keys.sorted()
        let profile = profiles.isEmpty || chance(2) ? pick(Catalogue.shipped.entries).profile : pick(profiles)
        headroom.byProfile[profile] = raised(headroom.byProfile[profile] ?? standard, profile, for: [profile])
        return headroom
    }

    /// An amount that a profile can have, in whatever form, that takes no less than `old` off any of `profiles`; `old` itself
    /// where a few attempts find none.
    private mutating func raised(_ old: AmountPlan, _ profile: MIGProfile, for profiles: [MIGProfile]) -> AmountPlan? {
        for _ in 0..<8 {
            let new: AmountPlan =
                switch old {
                case _ where chance(2): amount(of: profile)
                case .bytes(let bytes): .bytes(capped(bytes + pick([1, 1 << 20, number(1...1 << 32)]), profile))
                case .percent(let percent): .percent(min(99, percent + 1 + below(20)))
                }
            if profiles.allSatisfy({ new.bytes(of: $0) >= old.bytes(of: $0) }) { return new }
        }
        // A default may use up a small profile, for which no such amount can be written.
        return profile.nominal.bytes > old.bytes(of: profile) ? old : nil
    }
}

private func capped(_ bytes: Int64, _ profile: MIGProfile) -> Int64 { min(bytes, profile.nominal.bytes - 1) }

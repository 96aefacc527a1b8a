package import FoundationEssentials
package import Kubernetes
import MIG

/// Judges one question of the API server.
///
/// - Parameters:
///   - review: the question.
///   - policy: what the platform team has decided.
///   - limits: how much of an object to look at.
///   - now: the time, on which overrides depend; nil reads the clock where one occurs.
/// - Returns: everything that is wrong with the object, and what to do about it.
package func evaluate(
    _ review: AdmissionReview,
    under policy: Policy,
    _ limits: ReadingLimits,
    now: Date? = nil
) -> Verdict {
    guard review.mayMention(MIGProfile.resourcePrefix) else { return .clean }
    guard !review.isForSubresource, let object = review.object else { return .clean }
    switch review.operation {
    case .create, .update: break
    case .delete, .connect: return .clean
    }
    return judge(
        object,
        before: review.operation == .update ? review.oldObject : nil,
        in: review.namespace,
        by: { review.requester },
        under: policy,
        limits,
        now
    )
}

/// Judges an object as it would be judged if it were created now.
///
/// - Parameters:
///   - object: the object, as a manifest has it.
///   - namespace: the namespace that it goes into.
///   - requester: who creates it.
///   - policy: what the platform team has decided.
///   - limits: how much of an object to look at.
///   - now: the time, on which overrides depend.
/// - Returns: everything that is wrong with the object, and what to do about it.
package func evaluate(
    _ object: KubernetesObject,
    createdIn namespace: String,
    by requester: Requester,
    under policy: Policy,
    _ limits: ReadingLimits,
    now: Date
) -> Verdict {
    judge(object, before: nil, in: namespace, by: { requester }, under: policy, limits, now)
}

private func judge(
    _ object: KubernetesObject,
    before oldObject: KubernetesObject?,
    in namespace: String,
    by requester: () -> Requester,
    under policy: Policy,
    _ limits: ReadingLimits,
    _ now: Date?
) -> Verdict {
    guard !object.isBeingDeleted else { return .clean }
    if let exemption = policy.settings.exemptions.exemption(in: namespace, by: requester) {
        return Verdict(entries: [], exemption: exemption)
    }
    let effective = policy.effective(for: object, in: namespace)
    // Few objects claim an override: who asks and what was claimed before is found out for those only.
    var overrides: OverrideJudge?
    let inspection = Inspection(of: object, effective, limits) { claim in
        let judge =
            overrides
            ?? OverrideJudge(
                requester: requester(),
                rights: effective.overrides,
                now: now ?? .now,
                before: oldObject.map { OverrideClaim.all(in: $0, effective.kinds, limits) } ?? []
            )
        overrides = judge
        return judge.state(of: claim)
    }
    guard !inspection.isClean else { return .clean }
    // By the rule that it was under: who leaves a rule by a label brings what the rule had let pass.
    let before = oldObject.map { old in
        Inspection(of: old, policy.effective(for: old, in: namespace), limits) { _ in .none }
    }
    return verdict(on: inspection, before: before, under: effective.terms.actions)
}

/// What to do about what was found. What the object had before, no smaller, does not refuse this update: an object that
/// already broke the rule can still be labelled, scaled down and finalised. Nor does what is overridden.
private func verdict(on now: Inspection, before: Inspection?, under actions: Actions) -> Verdict {
    let ledger = InheritanceLedger(before?.findings ?? [])
    let excused = ledger.isEmpty ? nil : ledger.excuses(now.findings)
    var overrides: [Override] = []
    var known: Set<Override> = []
    var entries: [Verdict.Entry] = []
    entries.reserveCapacity(now.findings.count)
    for (index, finding) in now.findings.enumerated() {
        let isInherited = excused?[index] ?? false
        var action = isInherited ? min(actions[finding.code], .warn) : actions[finding.code]
        var override: Override?
        switch finding.request.override {
        case .honoured(let honoured, let isNew) where action > .warn || isNew && actions[finding.code] > .warn:
            // One that is set now is on record even where nothing is refused for what was there before.
            override = action > .warn ? honoured : nil
            action = min(action, .warn)
            if known.insert(honoured).inserted {
                overrides.append(honoured)
            }
        case .expired where finding.code == .overrideRefused:
            // As good as none is no worse than none: what else is wrong with the container, found before, decides.
            let others = entries.reversed().prefix { $0.finding.request === finding.request }
            action = min(action, others.map(\.action).max() ?? .ignore)
        default: break
        }
        entries.append(
            Verdict.Entry(finding: finding, action: action, isInherited: isInherited, override: override)
        )
    }
    let obstacle = now.obstacle.flatMap { obstacle in
        let action = before?.obstacle == nil ? actions.strictest : min(actions.strictest, .warn)
        return action == .ignore ? nil : (obstacle, action)
    }
    return Verdict(entries: entries, obstacle: obstacle, overrides: overrides)
}

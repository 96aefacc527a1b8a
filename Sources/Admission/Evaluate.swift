package import Kubernetes
import MIG

/// Judges one question of the API server.
///
/// - Parameters:
///   - review: the question.
///   - policy: what the platform team has decided.
///   - limits: how much of an object to look at.
/// - Returns: everything that is wrong with the object, and what to do about it.
package func evaluate(_ review: AdmissionReview, under policy: Policy, _ limits: ReadingLimits) -> Verdict {
    guard review.mayMention(MIGProfile.resourcePrefix) else { return .clean }
    guard !review.isForSubresource, let object = review.object, !object.isBeingDeleted else { return .clean }
    switch review.operation {
    case .create:
        return judge(inspect(object, policy, limits), under: policy)
    case .update:
        let now = inspect(object, policy, limits)
        guard !now.isClean else { return .clean }
        return judge(now, before: review.oldObject.map { inspect($0, policy, limits) }, under: policy)
    case .delete, .connect:
        return .clean
    }
}

/// What a look at an object has brought to light.
private struct Inspection {
    var findings: [Finding] = []
    var obstacle: Obstacle?

    var isClean: Bool { findings.isEmpty && obstacle == nil }
}

/// Everything wrong with the containers of an object that ask for a MIG slice; the others are never looked at.
private func inspect(_ object: KubernetesObject, _ policy: Policy, _ limits: ReadingLimits) -> Inspection {
    var inspection = Inspection()
    var claimCount = 0
    var entryCount = 0
    let variableCount = policy.settings.sizeSources.variableCount + policy.settings.parallelismSources.variableCount
    var pod: PodFacts?
    do throws(WalkError) {
        try object.forEachContainer(policy.kinds, depthLimit: limits.depth) { container in
            let claims = container.claims(on: "nvidia.com/")
            guard claims.contains(where: { MIGProfile.isResource($0.name) }) else { return }
            claimCount += claims.count
            guard claimCount <= limits.claims, entryCount <= limits.entries else { return }
            let facts: PodFacts
            if let pod, pod.id == container.pod.id {
                facts = pod
            } else {
                facts = PodFacts(container.pod, policy)
                entryCount += container.pod.surroundingCount + facts.annotationCount
                pod = facts
            }
            entryCount += facts.annotationCountOfContainer
            if variableCount > 0 {
                entryCount += variableCount * container.environmentCount
            }
            let request = SliceRequest(container, claims, facts, policy)
            for rule in policy.rules {
                rule.check(request, policy, &inspection.findings)
            }
        }
    } catch {
        inspection.obstacle = .depth(error)
    }
    if claimCount > limits.claims {
        inspection.obstacle = .claims(limit: limits.claims)
    } else if entryCount > limits.entries {
        inspection.obstacle = .entries(limit: limits.entries)
    }
    return inspection
}

/// What to do about what was found. What the object had before, no smaller, does not refuse this update: an object that
/// already broke the rule can still be labelled, scaled down and finalised.
private func judge(_ now: Inspection, before: Inspection? = nil, under policy: Policy) -> Verdict {
    let ledger = InheritanceLedger(before?.findings ?? [])
    let excused = ledger.isEmpty ? nil : ledger.excuses(now.findings)
    return Verdict(
        entries: now.findings.indices.map { index in
            let action = policy.settings.actions[now.findings[index].code]
            let isInherited = excused?[index] ?? false
            return Verdict.Entry(
                finding: now.findings[index],
                action: isInherited ? min(action, .warn) : action,
                isInherited: isInherited
            )
        },
        obstacle: now.obstacle.flatMap { obstacle in
            let strictest = policy.settings.actions.strictest
            let action = before?.obstacle == nil ? strictest : min(strictest, .warn)
            return action == .ignore ? nil : (obstacle, action)
        }
    )
}

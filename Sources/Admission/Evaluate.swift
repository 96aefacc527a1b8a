package import Kubernetes
import MIG

/// Judges one question of the API server.
///
/// - Parameters:
///   - review: the question.
///   - policy: what the platform team has decided.
///   - depthLimit: levels of maps and lists to follow in an object.
/// - Returns: everything that is wrong with the object, and what to do about it.
/// - Throws: `WalkError` for an object that asks for MIG slices and nests deeper than we read: it is refused, for what
///   cannot be read may hide anything.
package func evaluate(_ review: AdmissionReview, under policy: Policy, depthLimit: Int) throws -> Verdict {
    guard review.mayMention(MIGProfile.resourcePrefix) else { return .clean }
    guard !review.isForSubresource, let object = review.object, !object.isBeingDeleted else { return .clean }
    switch review.operation {
    case .create:
        return judge(try findings(in: object, policy, depthLimit), under: policy)
    case .update:
        let found = try findings(in: object, policy, depthLimit)
        guard !found.isEmpty else { return .clean }
        let before = try review.oldObject.map { try findings(in: $0, policy, depthLimit) } ?? []
        return judge(found, inherited: before, under: policy)
    case .delete, .connect:
        return .clean
    }
}

/// Everything wrong with the containers of an object that ask for a MIG slice; the others are never looked at.
private func findings(in object: KubernetesObject, _ policy: Policy, _ depthLimit: Int) throws -> [Finding] {
    var findings: [Finding] = []
    try object.forEachContainer(policy.kinds, depthLimit: depthLimit) { container in
        guard let request = SliceRequest(container, policy) else { return }
        for rule in rules where policy.settings.actions[rule.code] != .ignore {
            rule.check(request, policy, &findings)
        }
    }
    return findings
}

/// What to do about findings. One that the object had before, no smaller, does not refuse this update: an object that
/// already broke the rule can still be labelled, scaled down and finalised.
private func judge(_ findings: [Finding], inherited: [Finding] = [], under policy: Policy) -> Verdict {
    let excused = InheritanceLedger(inherited).excuses(findings)
    return Verdict(
        entries: findings.indices.map { index in
            let action = policy.settings.actions[findings[index].code]
            return Verdict.Entry(
                finding: findings[index],
                action: excused[index] ? min(action, .warn) : action,
                isInherited: excused[index]
            )
        }
    )
}

package import Kubernetes
import MIG

/// Judges one question of the API server.
///
/// - Parameter depthLimit: levels of maps and lists to follow in an object.
/// - Throws: `WalkError` for an object that asks for MIG slices and nests deeper than we read: it is refused, for what
///   cannot be read may hide anything.
package func evaluate(_ review: AdmissionReview, under policy: Policy, depthLimit: Int) throws -> Verdict {
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
    guard object.mentions(MIGProfile.resourcePrefix) else { return [] }
    var findings: [Finding] = []
    try object.forEachContainer(policy.kinds, depthLimit: depthLimit) { container in
        guard let request = SliceRequest(container, policy) else { return }
        for rule in Rule.all where policy.actions[rule.code] != .ignore {
            findings += rule.findings(request, policy)
        }
    }
    return findings
}

/// What to do about findings. One that the object had before, no smaller, does not refuse this update: an object that
/// already broke the rule can still be labelled, scaled down and finalised.
private func judge(_ findings: [Finding], inherited: [Finding] = [], under policy: Policy) -> Verdict {
    var ledger = InheritanceLedger(inherited)
    // The largest claims first on what was there before, so that a grown finding is never excused by a smaller twin.
    let order = findings.indices.sorted { findings[$0].weight > findings[$1].weight }
    var isInherited = [Bool](repeating: false, count: findings.count)
    for index in order {
        isInherited[index] = ledger.excuses(findings[index])
    }
    return Verdict(
        entries: zip(findings, isInherited).map { finding, isInherited in
            let action = policy.actions[finding.code]
            return Verdict.Entry(
                finding: finding,
                action: isInherited ? min(action, .warn) : action,
                isInherited: isInherited
            )
        }
    )
}

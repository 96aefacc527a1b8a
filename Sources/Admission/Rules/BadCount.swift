import Kubernetes
import MIG

/// A MIG slice is an extended resource: it comes in whole numbers of at least one, and request and limit are equal
/// (Kubernetes does not overcommit it). In a custom resource nobody has checked that yet; without a limit the operator's
/// pods would be refused later, out of sight.
enum BadCount: Rule {
    static let code = FindingCode.badCount

    private enum Fault {
        case noLimit
        case noCount
        case unequal
    }

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        for index in request.claims.indices where fault(of: request.claims[index]) != nil {
            findings.append(Finding(code, request, claim: index))
        }
    }

    private static func fault(of claim: SliceRequest.Claim) -> Fault? {
        guard let limit = claim.limit else { return .noLimit }
        guard claim.count != nil else { return .noCount }
        guard let request = claim.request, request != limit else { return nil }
        return request.quantity == limit.quantity ? nil : .unequal
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let claim = finding.claim
        let resource = claim.resource.shortened
        let limit = claim.limit?.quoted ?? "\"\""
        switch fault(of: claim) {
        case .noLimit, nil:
            words.text += "requests \(resource) without a limit"
            words.beginDetail()
            words.text += ": set limits to the same count, an extended resource is not overcommitted"
        case .noCount:
            words.text += "limit \(limit) of \(resource) is no whole number of at least 1"
            words.beginDetail()
            words.text += ": write how many slices the container needs, usually 1"
        case .unequal:
            words.text += "requests \(claim.request?.quoted ?? "") but limits \(limit) of \(resource)"
            words.beginDetail()
            words.text += ": make them equal, an extended resource is not overcommitted"
        }
    }
}

import Kubernetes

// A MIG slice is an extended resource: it comes in whole numbers of at least one, and request and limit are equal
// (Kubernetes does not overcommit it). In a custom resource nobody has checked that yet; without a limit the operator's
// pods would be refused later, out of sight.
extension Rule {
    static let badCount = Rule(.badCount) { request, _ in
        request.claims.compactMap { claim -> Finding? in
            guard let fault = fault(of: claim) else { return nil }
            return Finding(.badCount, request, resource: claim.resource) { fault }
        }
    }

    private static func fault(of claim: SliceRequest.Claim) -> Finding.Texts? {
        guard let limit = claim.limit else {
            return Finding.Texts(
                cause: "requests \(claim.resource.shortened) without a limit",
                detail: ": set limits to the same count, an extended resource is not overcommitted"
            )
        }
        guard claim.count != nil else {
            return Finding.Texts(
                cause: "limit \("\(limit)".quoted) of \(claim.resource.shortened) is no whole number of at least 1",
                detail: ": write how many slices the container needs, usually 1"
            )
        }
        guard let request = claim.request, request.quantity != limit.quantity else { return nil }
        return Finding.Texts(
            cause: "requests \("\(request)".quoted) but limits \("\(limit)".quoted) of \(claim.resource.shortened)",
            detail: ": make them equal, an extended resource is not overcommitted"
        )
    }
}

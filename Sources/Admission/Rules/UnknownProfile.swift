import MIG

// A resource `nvidia.com/mig-…` must name a profile that one of the GPUs has on which the pod may land: no node will ever
// offer another, and the pod would wait for ever.
extension Rule {
    static let unknownProfile = Rule(.unknownProfile) { request, policy in
        request.claims.filter { $0.profile == nil }.map { claim in
            Finding(.unknownProfile, request, resource: claim.resource) {
                let nearest = policy.catalogue.profile(spelledLike: claim.resource, on: request.gpus)
                return Finding.Texts(
                    cause: "\(claim.resource.shortened) is no MIG profile of \(owners(request.gpus, policy))",
                    detail: nearest.map { "; the nearest is \($0.resourceName)" } ?? ""
                )
            }
        }
    }

    private static func owners(_ gpus: GPUSet, _ policy: Policy) -> String {
        if gpus == policy.catalogue.allGPUs {
            return "any known GPU"
        }
        return policy.catalogue.models(in: gpus).map(\.name).joined(separator: ", ")
    }
}

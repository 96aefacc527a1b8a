import Kubernetes
import MIG

/// A resource `nvidia.com/mig-…` must name a profile that one of the GPUs has on which the pod may land: no node will ever
/// offer another, and the pod would wait for ever.
enum UnknownProfile: Rule {
    static let code = FindingCode.unknownProfile

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        for index in request.claims.indices where request.claims[index].entry == nil {
            findings.append(Finding(code, request, claim: index))
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let (resource, gpus) = (finding.claim.resource, finding.request.gpus)
        words.text += "\(resource.shortened) is no MIG profile of \(owners(gpus, policy))"
        words.beginDetail()
        if let nearest = policy.catalogue.entry(spelledLike: resource, on: gpus) {
            words.text += "; the nearest is \(policy.catalogue.resourceName(of: nearest))"
        }
    }

    /// GPUs that a message names: more would push the nearest profile out of sight.
    private static let namedGPUs = 4

    /// The GPUs in the words of a message.
    private static func owners(_ gpus: GPUSet, _ policy: EffectivePolicy) -> String {
        if gpus == policy.catalogue.allGPUs {
            return "any known GPU"
        }
        let names = policy.catalogue.models(in: gpus).map(\.name)
        let more = names.count > namedGPUs ? " and \(names.count - namedGPUs) more" : ""
        return names.prefix(namedGPUs).joined(separator: ", ") + more
    }
}

package import Kubernetes
import MIG

/// One container that asks for at least one MIG slice, as the rules look at it: values, no document.
final class SliceRequest: Sendable {
    /// One MIG resource that the container asks for.
    struct Claim: Sendable {
        /// `nvidia.com/mig-3g.40gb`
        let resource: String
        /// What the catalogue knows under that name; nil if nothing on the GPUs the pod may land on.
        let entry: CatalogueEntry?
        let limit: ScalarValue?
        let request: ScalarValue?
        /// How many slices; nil where that is not a whole number of at least one.
        let count: Int64?

        init(_ claim: ResourceClaim, on gpus: GPUSet, _ catalogue: Catalogue) {
            resource = claim.name
            let entry = catalogue.entry(ofResource: claim.name)
            self.entry = entry.flatMap { $0.gpus.isDisjoint(with: gpus) ? nil : $0 }
            limit = claim.limit
            request = claim.request
            let quantity = (claim.limit ?? claim.request)?.quantity
            let isCount = quantity.map { $0.isWhole && !$0.isNegative && $0.magnitude > 0 } ?? false
            count = isCount ? quantity?.magnitude : nil
        }
    }

    /// The container's name; nil for a resources fragment.
    let container: String?
    /// Where it stands, as far as the name does not tell: the path of a fragment, or of the template among several.
    let place: String?
    /// Its position among all containers of its object, in the order of the walk.
    let ordinal: Int
    /// What counts for it.
    let policy: EffectivePolicy
    /// By resource name; never empty.
    let claims: [Claim]
    /// The resource for whole GPUs that the container asks for besides, if it does.
    let fullGPUs: String?
    /// The GPUs that the pod may land on.
    let gpus: GPUSet
    let size: Declaration<DeclaredSize>
    /// How many processes share the model, each on a slice of its own.
    let parallelism: Declaration<Int64>
    let override: OverrideState

    /// Reads a container that makes these claims, at least one of them on a slice.
    init(
        _ container: ContainerView,
        ordinal: Int,
        _ claims: [ResourceClaim],
        _ pod: PodFacts,
        _ policy: EffectivePolicy
    ) {
        self.ordinal = ordinal
        self.policy = policy
        override = pod.override
        gpus = pod.gpus
        self.container = container.name
        place = self.container == nil ? container.path.description : container.path.template
        self.claims = claims.compactMap { claim in
            MIGProfile.isResource(claim.name) ? Claim(claim, on: pod.gpus, policy.catalogue) : nil
        }
        fullGPUs = claims.first(where: \.isForWholeGPUs)?.name
        size = Declaration(policy.sizeSources.lookUp(container, pod.sizes))
        parallelism = Declaration(policy.parallelismSources.lookUp(container, pod.parallelisms))
    }

    /// What of the declared size one slice has to hold; nil where size or parallelism is not known.
    var sizePerSlice: MemorySize? {
        guard let size = size.value?.size else { return nil }
        switch parallelism {
        case .undeclared: return size
        case .declared(let processes): return size.divided(by: processes)
        case .unreadable: return nil
        }
    }

    /// Writes the container in the words of a message: `container "llm"`, the path of a fragment, and where several
    /// templates could hold it also which.
    func writeSubject(to text: inout Text) {
        guard let container else {
            text += (place ?? "").shortened
            return
        }
        text += "container \""
        text += container.shortened
        text += "\""
        if let place {
            text += " of "
            text += place.shortened
        }
    }
}

extension ResourceClaim {
    /// Whether the claim is on GPUs or slices of them.
    package var isForGPU: Bool { isForWholeGPUs || MIGProfile.isResource(name) }

    /// Whether the claim is on whole GPUs, shared in time or not, and not for none of them.
    fileprivate var isForWholeGPUs: Bool {
        // The length tells most names apart.
        switch name.utf8.count {
        case 14 where name == "nvidia.com/gpu", 21 where name == "nvidia.com/gpu.shared": break
        default: return false
        }
        return [limit, request].contains { $0.map { $0.quantity?.magnitude != 0 } ?? false }
    }
}

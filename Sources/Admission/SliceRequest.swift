import Kubernetes
import MIG

/// One container that asks for at least one MIG slice, as the rules look at it: values, no document.
struct SliceRequest: Sendable {
    /// One MIG resource that the container asks for.
    struct Claim: Sendable {
        /// `nvidia.com/mig-3g.40gb`
        let resource: String
        /// What the catalogue knows under that name; nil if nothing on the GPUs the pod may land on.
        let profile: MIGProfile?
        let limit: ScalarValue?
        let request: ScalarValue?

        /// How many slices; nil where that is not a whole number of at least one.
        var count: Int64? {
            guard let quantity = (limit ?? request)?.quantity, quantity.isWhole, !quantity.isNegative else { return nil }
            return quantity.magnitude > 0 ? quantity.magnitude : nil
        }
    }

    /// The container, in the words of a message.
    let subject: String
    /// By resource name; never empty.
    let claims: [Claim]
    /// The resource for whole GPUs that the container asks for besides, if it does.
    let fullGPUs: String?
    /// The GPUs that the pod may land on.
    let gpus: GPUSet
    let size: Declaration<MemorySize>
    /// How many processes share the model, each on a slice of its own.
    let parallelism: Declaration<Int64>

    /// Reads a container; nil if it asks for no slice.
    init?(_ container: ContainerView, _ policy: Policy) {
        let claims = container.claims(on: MIGProfile.resourcePrefix)
        guard !claims.isEmpty else { return nil }
        let gpus = policy.gpus(for: container)
        subject = container.name.map { "container \($0.quoted)" } ?? "\(container.path)".shortened
        self.gpus = gpus
        self.claims = claims.map { claim in
            let profile = policy.catalogue.profile(ofResource: claim.name).flatMap { profile in
                policy.catalogue.carriers(of: profile, on: gpus).isEmpty ? nil : profile
            }
            return Claim(resource: claim.name, profile: profile, limit: claim.limit, request: claim.request)
        }
        fullGPUs = container.claims(on: "nvidia.com/gpu").first { Self.isFullGPU($0) }?.name
        size = Self.size(policy.sizeSources.lookUp(container))
        parallelism = Self.parallelism(policy.parallelismSources.lookUp(container))
    }

    /// What of the declared size one slice has to hold; nil where size or parallelism is not known.
    var sizePerSlice: MemorySize? {
        guard let size = size.value else { return nil }
        switch parallelism {
        case .undeclared: return size
        case .declared(let processes): return size.divided(by: processes)
        case .unreadable: return nil
        }
    }

    /// Whether a claim is on whole GPUs, shared in time or not, and not for none of them.
    private static func isFullGPU(_ claim: ContainerView.ResourceClaim) -> Bool {
        guard claim.name == "nvidia.com/gpu" || claim.name == "nvidia.com/gpu.shared" else { return false }
        return [claim.limit, claim.request].contains { $0.map { $0.quantity?.magnitude != 0 } ?? false }
    }

    private static func size(_ found: (value: ScalarValue, place: String)?) -> Declaration<MemorySize> {
        guard let found else { return .undeclared }
        guard let quantity = found.value.quantity, !quantity.isNegative else {
            return .unreadable(found.value, place: found.place)
        }
        return .declared(MemorySize(bytes: quantity.magnitude))
    }

    /// A number of processes is written in plain digits; more than six would be no number of slices.
    private static func parallelism(_ found: (value: ScalarValue, place: String)?) -> Declaration<Int64> {
        guard let found else { return .undeclared }
        let digits = "\(found.value)"
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let processes = Int64(digits), processes > 0
        else { return .unreadable(found.value, place: found.place) }
        return .declared(processes)
    }
}

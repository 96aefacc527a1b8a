import Kubernetes
import MIG

// The part of the model that one slice has to hold must be smaller than the limit of the slice, min(nominal − headroom,
// usable − reserve). Several slices do not add up: a CUDA process sees one MIG device, so the whole model must fit one
// slice unless a tensor parallelism says that processes share it.
extension Rule {
    static let modelTooLarge = Rule(.modelTooLarge) { request, policy in
        guard let size = request.size.value, let share = request.sizePerSlice else { return [] }
        return request.claims.compactMap { claim -> Finding? in
            guard let profile = claim.profile, let limit = policy.limit(of: profile, on: request.gpus),
                !limit.admits(share)
            else { return nil }
            return Finding(.modelTooLarge, request, resource: claim.resource, limit: limit) {
                let split = request.parallelism.value.map { $0 > 1 ? " over \($0) slices, \(share) each," : "" } ?? ""
                return Finding.Texts(
                    cause: "model of \(size)\(split) does not fit \(claim.resource): limit \(limit.size)",
                    detail: " (\(limit.derivation)); \(wayOut(size, share, profile, claim.count, request, policy))"
                )
            }
        }
    }

    /// The smallest profile of the same GPUs that holds the share, or the parallelism that would make one fit.
    private static func wayOut(
        _ size: MemorySize,
        _ share: MemorySize,
        _ profile: MIGProfile,
        _ count: Int64?,
        _ request: SliceRequest,
        _ policy: Policy
    ) -> String {
        let key = policy.parallelismSources.annotations.first?.key.text ?? "a tensor parallelism"
        let limits = limits(besides: profile, request, policy)
        var ways: [String] = []
        if let (profile, limit) = limits.first(where: { $0.limit.admits(share) }) {
            ways.append("smallest slice that fits: \(profile.resourceName) (limit \(limit.size))")
        }
        if let count, count > 1, request.parallelism.value == nil,
            let limit = policy.limit(of: profile, on: request.gpus), limit.admits(size.divided(by: count))
        {
            ways.append("if \(count) processes share the model, one on each slice, annotate \(key): \"\(count)\"")
        }
        if ways.isEmpty, let (profile, limit) = limits.max(by: { $0.limit.size < $1.limit.size }), limit.size > .zero {
            // The fewest parts of which each, rounded up, is below the limit.
            let parts = size.bytes / limit.size.bytes + 1
            let processes = limit.admits(size.divided(by: parts)) ? parts : parts + 1
            ways.append(
                """
                no slice of these GPUs fits; \(processes) slices of \(profile.resourceName) (limit \(limit.size)) would, \
                with \(key): "\(processes)"
                """
            )
        }
        return ways.isEmpty ? "no slice of these GPUs fits" : ways.joined(separator: "; ")
    }

    /// The limits of the profiles that the GPUs with this one carry, smallest profile first.
    private static func limits(
        besides profile: MIGProfile,
        _ request: SliceRequest,
        _ policy: Policy
    ) -> [(profile: MIGProfile, limit: Limit)] {
        let carriers = policy.catalogue.carriers(of: profile, on: request.gpus)
        return policy.catalogue.profiles(on: carriers).compactMap { profile in
            policy.limit(of: profile, on: request.gpus).map { (profile, $0) }
        }
    }
}

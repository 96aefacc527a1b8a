import Kubernetes
import MIG

/// What somebody can do whose model does not fit: take the smallest profile of the same GPUs that holds it, or spread it
/// over slices with a parallelism that would make it fit.
struct WayOut {
    /// The whole model, and the part that one slice has to hold now.
    let size: MemorySize
    let share: MemorySize
    /// The limit that the share reaches or exceeds.
    let limit: Limit
    /// How many slices the container asks for, where that is known.
    let count: Int64?

    /// Writes the way out of `entry`, the profile that is too small.
    func write(_ entry: CatalogueEntry, _ request: SliceRequest, _ policy: EffectivePolicy, to text: inout Text) {
        var roomiest: (entry: CatalogueEntry, limit: MemorySize)?
        for other in policy.profiles(beside: entry, on: request.gpus) {
            guard let limit = policy.limit(of: other, on: request.gpus) else { continue }
            if limit.admits(share) {
                text += "smallest slice that fits: "
                text += policy.catalogue.resourceName(of: other)
                text += " (limit "
                text += limit.size
                text += ")"
                if let sharing = sharing(request, policy) {
                    text += "; \(sharing)"
                }
                return
            }
            if limit.size > roomiest?.limit ?? .zero {
                roomiest = (other, limit.size)
            }
        }
        text += sharing(request, policy) ?? splitting(over: roomiest, policy)
    }

    /// Nothing but a parallelism may be missing: as many processes as there are slices.
    private func sharing(_ request: SliceRequest, _ policy: EffectivePolicy) -> String? {
        guard let count, count > 1, request.parallelism.value == nil, limit.admits(size.divided(by: count)) else {
            return nil
        }
        let annotation = "\(policy.parallelismKey): \"\(count)\""
        return "if \(count) processes share the model, one on each slice, annotate \(annotation)"
    }

    /// Processes beyond which sharing a model is no advice: GPUs of a node, eight, times their slices, seven.
    private static let mostProcesses = 56

    /// More of the roomiest slices.
    private func splitting(
        over roomiest: (entry: CatalogueEntry, limit: MemorySize)?,
        _ policy: EffectivePolicy
    ) -> String {
        guard let (entry, limit) = roomiest, size.bytes / limit.bytes < Self.mostProcesses else {
            return "no slice of these GPUs fits"
        }
        // The fewest parts of which each, rounded up, is below the limit.
        let parts = size.bytes / limit.bytes + 1
        let processes = size.divided(by: parts) < limit ? parts : parts + 1
        return """
            no slice of these GPUs fits; \(processes) of \(policy.catalogue.resourceName(of: entry)) (limit \(limit)) \
            would, with \(policy.parallelismKey): "\(processes)"
            """
    }
}

extension EffectivePolicy {
    /// Where a parallelism is best declared.
    fileprivate var parallelismKey: String {
        parallelismSources.annotations.first?.key.text ?? "a tensor parallelism"
    }
}

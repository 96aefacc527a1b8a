import Kubernetes
package import MIG

/// What somebody can do whose model does not fit: take the smallest profile of the same GPUs that holds it, or spread it
/// over slices with a parallelism that would make it fit.
package enum WayOut: Sendable {
    /// The smallest slice that fits; as many processes as there are slices now, each on one of its own, would do, too,
    /// where that is a number.
    case slice(CatalogueEntry, limit: MemorySize, processes: Int64?)
    /// As many processes as there are slices, each on one of its own.
    case sharing(processes: Int64)
    /// So many of the roomiest slices, with a process on each.
    case splitting(CatalogueEntry, limit: MemorySize, processes: Int64)
    /// None, on these GPUs.
    case none

    /// Processes beyond which sharing a model is no advice: GPUs of a node, eight, times their slices, seven.
    private static let mostProcesses = 56

    /// - Parameters:
    ///   - size: the whole model.
    ///   - share: the part of it that one slice has to hold now.
    ///   - limit: what the share reaches or exceeds.
    ///   - entry: the profile that is too small.
    ///   - count: how many slices the container asks for, where that is known.
    ///   - request: the container.
    ///   - policy: what counts for it.
    init(
        size: MemorySize,
        share: MemorySize,
        limit: Limit,
        of entry: CatalogueEntry,
        count: Int64?,
        _ request: SliceRequest,
        _ policy: EffectivePolicy
    ) {
        // Nothing but a parallelism may be missing.
        let isUnshared = request.parallelism.value == nil
        let processes = count.flatMap { count in
            count > 1 && isUnshared && limit.admits(size.divided(by: count)) ? count : nil
        }
        var roomiest: (entry: CatalogueEntry, limit: MemorySize)?
        for other in policy.profiles(beside: entry, on: request.gpus) {
            guard let limit = policy.limit(of: other, on: request.gpus) else { continue }
            if limit.admits(share) {
                self = .slice(other, limit: limit.size, processes: processes)
                return
            }
            if limit.size > roomiest?.limit ?? .zero {
                roomiest = (other, limit.size)
            }
        }
        self = processes.map(Self.sharing) ?? Self.splitting(size, over: roomiest)
    }

    /// More of the roomiest slices: the fewest parts of which each, rounded up, is below the limit.
    private static func splitting(
        _ size: MemorySize,
        over roomiest: (entry: CatalogueEntry, limit: MemorySize)?
    ) -> WayOut {
        guard let (entry, limit) = roomiest, size.bytes / limit.bytes < mostProcesses else { return .none }
        let parts = size.bytes / limit.bytes + 1
        return .splitting(entry, limit: limit, processes: size.divided(by: parts) < limit ? parts : parts + 1)
    }

    /// Writes the way out in the words of a message.
    func write(_ policy: EffectivePolicy, to text: inout Text) {
        switch self {
        case .slice(let entry, let limit, let processes):
            text += "smallest slice that fits: "
            text += policy.catalogue.resourceName(of: entry)
            text += " (limit "
            text += limit
            text += ")"
            if let processes {
                text += "; "
                text += Self.sharing(processes, policy)
            }
        case .sharing(let processes): text += Self.sharing(processes, policy)
        case .splitting(let entry, let limit, let processes):
            text += """
                no slice of these GPUs fits; \(processes) of \(policy.catalogue.resourceName(of: entry)) (limit \
                \(limit)) would, with \(policy.parallelismKey): "\(processes)"
                """
        case .none: text += "no slice of these GPUs fits"
        }
    }

    private static func sharing(_ processes: Int64, _ policy: EffectivePolicy) -> String {
        let annotation = "\(policy.parallelismKey): \"\(processes)\""
        return "if \(processes) processes share the model, one on each slice, annotate \(annotation)"
    }
}

extension EffectivePolicy {
    /// Where a parallelism is best declared.
    package var parallelismKey: String {
        parallelismSources.annotations.first?.key.text ?? "a tensor parallelism"
    }
}

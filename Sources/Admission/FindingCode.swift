/// What can be wrong with one container, as a stable code for logs, metrics and policies; the worst first.
package enum FindingCode: String, CaseIterable, Sendable {
    /// The declared size per slice reaches or exceeds the limit of the slice.
    case modelTooLarge = "ModelTooLarge"
    /// The resource names no profile of the GPUs the pod may land on.
    case unknownProfile = "UnknownProfile"
    /// One container asks for a whole GPU and a slice, or for slices of two profiles.
    case mixedGPUAndMIG = "MixedGPUAndMIG"
    /// A declared size or parallelism cannot be read.
    case sizeUnreadable = "SizeUnreadable"
    /// The number of slices is no whole number of at least one, or request and limit differ.
    case badCount = "BadCount"
    /// More processes are declared to share the model than slices are asked for.
    case parallelismTooWide = "ParallelismTooWide"
    /// Nobody says how large the model is.
    case sizeUndeclared = "SizeUndeclared"
    /// Processes share the model across slices, which NCCL before 2.31 cannot do.
    case parallelAcrossSlices = "ParallelAcrossSlices"
}

extension FindingCode: Comparable {
    package static func < (left: FindingCode, right: FindingCode) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        Self.allCases.firstIndex(of: self) ?? Self.allCases.count
    }
}

/// What a policy does about a finding; the strictest last.
package enum Action: String, CaseIterable, Sendable, Comparable {
    /// Nothing: the finding is not even counted.
    case ignore
    /// Admit; log, count and leave an audit annotation.
    case audit
    /// Admit with a sentence that kubectl prints.
    case warn
    /// Refuse.
    case deny

    package static func < (left: Action, right: Action) -> Bool {
        left.strictness < right.strictness
    }

    private var strictness: Int {
        Self.allCases.firstIndex(of: self) ?? 0
    }
}

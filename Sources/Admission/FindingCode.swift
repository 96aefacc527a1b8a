/// What can be wrong with one container, as a stable code for logs, metrics and policies; the worst first.
package enum FindingCode: UInt8, CaseIterable, Sendable {
    /// Somebody sets an override who may not, or one that cannot be honoured.
    case overrideRefused
    /// The declared size per slice reaches or exceeds the limit of the slice.
    case modelTooLarge
    /// The resource names no profile of the GPUs the pod may land on.
    case unknownProfile
    /// One container asks for a whole GPU and a slice, or for slices of two profiles.
    case mixedGPUAndMIG
    /// A declared size or parallelism cannot be read.
    case sizeUnreadable
    /// The number of slices is no whole number of at least one, or request and limit differ.
    case badCount
    /// More processes are declared to share the model than slices are asked for.
    case parallelismTooWide
    /// Nobody says how large the model is.
    case sizeUndeclared
    /// Processes share the model across slices, which NCCL before 2.31 cannot do.
    case parallelAcrossSlices

    /// The code as people read it.
    package var name: String {
        switch self {
        case .overrideRefused: "OverrideRefused"
        case .modelTooLarge: "ModelTooLarge"
        case .unknownProfile: "UnknownProfile"
        case .mixedGPUAndMIG: "MixedGPUAndMIG"
        case .sizeUnreadable: "SizeUnreadable"
        case .badCount: "BadCount"
        case .parallelismTooWide: "ParallelismTooWide"
        case .sizeUndeclared: "SizeUndeclared"
        case .parallelAcrossSlices: "ParallelAcrossSlices"
        }
    }

    /// What it means, in one sentence.
    package var explanation: String {
        switch self {
        case .overrideRefused: "An override of the gate is set by somebody who may not, or cannot be honoured."
        case .modelTooLarge: "The declared size of the model reaches or exceeds the limit of the MIG slice."
        case .unknownProfile: "The resource names no MIG profile of the GPUs that the pod may land on."
        case .mixedGPUAndMIG: "One container asks for whole GPUs and a MIG slice, or for slices of two profiles."
        case .sizeUnreadable: "A declared size or parallelism cannot be read."
        case .badCount: "The number of slices is no whole number of at least 1, or request and limit differ."
        case .parallelismTooWide: "More processes are declared to share the model than slices are asked for."
        case .sizeUndeclared: "A MIG slice is asked for, and nothing says how large the model is."
        case .parallelAcrossSlices: "Processes share the model across slices, which NCCL before 2.31 cannot do."
        }
    }

    /// Reads a code by its name; nil if `name` is none.
    package init?(name: String) {
        guard let code = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = code
    }

    /// The action that applies where no policy says otherwise.
    var standardAction: Action {
        switch self {
        case .sizeUndeclared, .parallelAcrossSlices: .warn
        default: .deny
        }
    }
}

/// What a policy does about a finding; the strictest last.
package enum Action: UInt8, CaseIterable, Sendable, Comparable {
    /// Nothing: the finding is not even counted.
    case ignore
    /// Admit; log, count and leave an audit annotation.
    case audit
    /// Admit with a sentence that kubectl prints.
    case warn
    /// Refuse.
    case deny

    /// The action as people write it.
    package var name: String {
        switch self {
        case .ignore: "ignore"
        case .audit: "audit"
        case .warn: "warn"
        case .deny: "deny"
        }
    }

    /// Reads an action by its name; nil if `name` is none.
    package init?(name: String) {
        guard let action = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = action
    }

    package static func < (left: Action, right: Action) -> Bool {
        left.rawValue < right.rawValue
    }
}

package import Kubernetes
package import MIG

/// What the platform team decides: how much to keep free, on which GPUs, and what to do about each finding.
///
/// An immutable value, swapped whole when the file changes.
package struct Policy: Sendable {
    /// What to keep free of a profile's nominal memory.
    package var headroom: Headroom = .standard
    /// What the driver and a CUDA context take of the usable memory.
    package var reserve: MemorySize = .mebibytes(256)
    /// The GPUs of the fleet; nil means every GPU of the catalogue.
    package var fleet: GPUSet?
    package var actions: Actions = .standard
    /// Where a workload says how large its model is.
    package var sizeSources = Sources(annotations: ["mig-gate.io/model-size"])
    /// Where a workload says how many processes share the model.
    package var parallelismSources = Sources(annotations: ["mig-gate.io/tensor-parallel-size"])
    package var kinds: KindTable = .standard
    package var catalogue: Catalogue = .shipped

    package init() {}

    /// The policy that applies where no file says otherwise; `manifests/policy.yaml` spells it out.
    package static let standard = Policy()
}

extension Policy {
    /// The GPUs that a pod which demands nothing may land on.
    var defaultGPUs: GPUSet { fleet ?? catalogue.allGPUs }

    /// The limit of a slice of `profile` wherever it lands in `gpus`; nil if none of them carries the profile.
    package func limit(of profile: MIGProfile, on gpus: GPUSet) -> Limit? {
        catalogue.usableMemory(of: profile, on: gpus).map { usable in
            Limit(
                nominal: profile.nominal,
                headroom: headroom.amount(for: profile),
                usable: usable,
                reserve: reserve
            )
        }
    }
}

/// What to keep free of a slice, as an amount or a share of its nominal memory, by profile.
package struct Headroom: Hashable, Sendable {
    package enum Amount: Hashable, Sendable {
        case size(MemorySize)
        /// Hundredths of the nominal memory, rounded up to a MiB.
        case percent(Int)
    }

    package var standard: Amount
    package var byProfile: [MIGProfile: Amount]

    package static let standard = Headroom(standard: .size(.gibibytes(1)), byProfile: [:])

    package func amount(for profile: MIGProfile) -> MemorySize {
        switch byProfile.isEmpty ? standard : byProfile[profile] ?? standard {
        case .size(let size): size
        case .percent(let percent): profile.nominal.percentage(percent)
        }
    }
}

/// What to do about each finding.
package struct Actions: Hashable, Sendable {
    private var byCode: [FindingCode: Action] = [:]

    package static let standard = Actions()

    package subscript(code: FindingCode) -> Action {
        get { byCode[code] ?? Self.standardAction(code) }
        set { byCode[code] = newValue == Self.standardAction(code) ? nil : newValue }
    }

    private static func standardAction(_ code: FindingCode) -> Action {
        switch code {
        case .sizeUndeclared, .parallelAcrossSlices: .warn
        default: .deny
        }
    }
}

package import MIG

/// What a policy holds a slice's memory to, on which GPUs, and what it does about findings: all that may differ from
/// namespace to namespace.
package struct Terms: Hashable, Sendable {
    /// What to keep free of a profile's nominal memory.
    package var headroom: Headroom = .standard
    /// What the driver and a CUDA context take of the usable memory.
    package var reserve: MemorySize = .mebibytes(256)
    /// The GPUs of the fleet; nil means every GPU of the catalogue.
    package var fleet: GPUSet?
    /// Limits that stand in place of the formula's, by profile.
    package var fixedLimits: [MIGProfile: MemorySize] = [:]
    package var actions: Actions = .standard

    package init() {}

    package static let standard = Terms()
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

    package func amount(for entry: CatalogueEntry) -> MemorySize {
        switch byProfile.isEmpty ? standard : byProfile[entry.profile] ?? standard {
        case .size(let size): size
        case .percent(let percent): entry.nominal.percentage(percent)
        }
    }
}

/// What to do about each finding.
package struct Actions: Hashable, Sendable {
    /// By the code's raw value.
    private var actions = FindingCode.allCases.map(\.standardAction)

    package static let standard = Actions()

    package subscript(code: FindingCode) -> Action {
        get { actions[Int(code.rawValue)] }
        set { actions[Int(code.rawValue)] = newValue }
    }

    /// What is done about the finding that is taken most seriously.
    package var strictest: Action { actions.max() ?? .deny }
}

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

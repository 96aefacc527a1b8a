/// One profile of a catalogue. A plain value, so that looking through the catalogue for a request costs no reference
/// counting; what belongs to it the catalogue tells.
package struct CatalogueEntry: Hashable, Sendable {
    /// Position among the catalogue's entries.
    package let index: Int
    package let profile: MIGProfile
    /// The products that carry the profile.
    package let gpus: GPUSet
    /// Where the catalogue keeps what was measured of it.
    let measurements: Range<Int>

    package var nominal: MemorySize { profile.nominal }
}

/// How much memory a slice has, and how we know.
package struct UsableMemory: Hashable, Sendable {
    package let size: MemorySize
    package let basis: Basis

    package enum Basis: Hashable, Sendable {
        /// The smallest value seen on the product at this position of the catalogue.
        case measured(gpu: Int)
        /// A share of the nominal memory, because nobody has measured the profile.
        case estimated
    }

    /// 88 % of nominal, in whole MiB: of the measured slices all have at least that (the H200's 1g.18gb has 88.9 %) but
    /// the GB200's 1g.23gb under an early driver (87.0 %).
    static func estimate(for profile: MIGProfile) -> UsableMemory {
        UsableMemory(size: .mebibytes(profile.nominalGiB * 1024 * 88 / 100), basis: .estimated)
    }

    package var isEstimated: Bool { basis == .estimated }
}

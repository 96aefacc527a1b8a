package import MIG

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

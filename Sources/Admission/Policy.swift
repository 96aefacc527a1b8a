package import Kubernetes
package import MIG

/// A policy ready to judge by: what the platform team has decided, with what follows from it worked out.
///
/// An immutable object, swapped whole when the file changes; requests pass a reference along.
package final class Policy: Sendable {
    package let settings: PolicySettings
    package let catalogue: Catalogue
    let kinds: KindTable
    /// The GPUs that a pod which demands nothing may land on.
    let defaultGPUs: GPUSet
    /// The limit of each entry of the catalogue on those GPUs; nil where none carries it.
    private let defaultLimits: [Limit?]
    /// For each entry, the profiles of the GPUs that carry it, those of the fleet only.
    private let defaultCompanions: [[CatalogueEntry]]
    /// The rules whose findings are not ignored, the worst first.
    let rules: [any Rule.Type]

    package init(_ settings: PolicySettings, catalogue: Catalogue = .shipped, kinds: KindTable = .standard) {
        let gpus = settings.fleet ?? catalogue.allGPUs
        self.settings = settings
        self.catalogue = catalogue
        self.kinds = kinds
        defaultGPUs = gpus
        defaultLimits = catalogue.entries.map { settings.limit(of: $0, on: gpus, catalogue) }
        defaultCompanions = catalogue.entries.map { catalogue.entries(on: $0.gpus.intersection(gpus)) }
        rules = FindingCode.allCases.filter { settings.actions[$0] != .ignore }.map(rule)
    }

    /// The profiles that the GPUs which carry an entry have, itself among them, as far as they are in `gpus`; the smallest
    /// first.
    func profiles(beside entry: CatalogueEntry, on gpus: GPUSet) -> [CatalogueEntry] {
        gpus == defaultGPUs ? defaultCompanions[entry.index] : catalogue.entries(on: entry.gpus.intersection(gpus))
    }

    /// The limit of a slice of a profile wherever it lands in `gpus`; nil if none of them carries the profile.
    package func limit(of entry: CatalogueEntry, on gpus: GPUSet) -> Limit? {
        gpus == defaultGPUs ? defaultLimits[entry.index] : settings.limit(of: entry, on: gpus, catalogue)
    }
}

extension PolicySettings {
    fileprivate func limit(of entry: CatalogueEntry, on gpus: GPUSet, _ catalogue: Catalogue) -> Limit? {
        guard let usable = catalogue.usableMemory(of: entry, on: gpus) else { return nil }
        return Limit(nominal: entry.nominal, headroom: headroom.amount(for: entry), usable: usable, reserve: reserve)
    }
}

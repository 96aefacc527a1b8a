package import Kubernetes
package import MIG

/// A policy as it counts for one object: the terms of the rule that matches, or those of all, with what follows from them
/// worked out. An immutable object; requests pass a reference along.
package final class EffectivePolicy: Sendable {
    package let terms: Terms
    package let catalogue: Catalogue
    package let kinds: KindTable
    let sizeSources: Sources
    let parallelismSources: Sources
    let overrides: OverrideRights
    /// The GPUs that a pod which demands nothing may land on.
    package let defaultGPUs: GPUSet
    /// The limit of each entry of the catalogue on those GPUs; nil where none carries it.
    private let defaultLimits: [Limit?]
    /// For each entry, the profiles of the GPUs that carry it, those of the fleet only.
    private let defaultCompanions: [[CatalogueEntry]]
    /// The rules whose findings are not ignored. The worst last: what it finds may depend on what else is wrong.
    let rules: [any Rule.Type]

    init(_ settings: PolicySettings, _ terms: Terms, _ catalogue: Catalogue, _ kinds: KindTable) {
        let gpus = terms.fleet ?? catalogue.allGPUs
        self.terms = terms
        self.catalogue = catalogue
        self.kinds = kinds
        sizeSources = settings.sizeSources
        parallelismSources = settings.parallelismSources
        overrides = settings.overrides
        defaultGPUs = gpus
        defaultLimits = catalogue.entries.map { terms.limit(of: $0, on: gpus, catalogue) }
        defaultCompanions = catalogue.entries.map { catalogue.entries(on: $0.gpus.intersection(gpus)) }
        rules = FindingCode.allCases.reversed().filter { terms.actions[$0] != .ignore }.map(rule)
    }

    /// The profiles that the GPUs which carry an entry have, itself among them, as far as they are in `gpus`; the smallest
    /// first.
    func profiles(beside entry: CatalogueEntry, on gpus: GPUSet) -> [CatalogueEntry] {
        gpus == defaultGPUs ? defaultCompanions[entry.index] : catalogue.entries(on: entry.gpus.intersection(gpus))
    }

    /// The limit of a slice of a profile wherever it lands in `gpus`; nil if none of them carries the profile.
    package func limit(of entry: CatalogueEntry, on gpus: GPUSet) -> Limit? {
        gpus == defaultGPUs ? defaultLimits[entry.index] : terms.limit(of: entry, on: gpus, catalogue)
    }
}

extension Terms {
    fileprivate func limit(of entry: CatalogueEntry, on gpus: GPUSet, _ catalogue: Catalogue) -> Limit? {
        guard let usable = catalogue.usableMemory(of: entry, on: gpus) else { return nil }
        if let fixed = fixedLimits[entry.profile] {
            return Limit(fixed: fixed, usable: usable)
        }
        return Limit(nominal: entry.nominal, headroom: headroom.amount(for: entry), usable: usable, reserve: reserve)
    }
}

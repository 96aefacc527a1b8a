/// The GPU products that can be cut into MIG slices, and what each slice really has.
package struct Catalogue: Sendable {
    package let gpus: [GPUModel]
    /// Facts per profile, with the position in `gpus` of the product they belong to.
    private let carriers: [MIGProfile: [(gpu: Int, facts: SliceFacts)]]
    private let profilesByResource: [String: MIGProfile]

    package init(gpus: [GPUModel]) {
        self.gpus = gpus
        var carriers: [MIGProfile: [(gpu: Int, facts: SliceFacts)]] = [:]
        for (index, gpu) in gpus.enumerated() {
            for facts in gpu.profiles {
                carriers[facts.profile, default: []].append((index, facts))
            }
        }
        self.carriers = carriers
        profilesByResource = carriers.keys.reduce(into: [:]) { names, profile in
            names[profile.resourceName] = profile
            names[profile.sharedResourceName] = profile
        }
    }

    /// The profile whose slices the extended resource `name` hands out; nil if the catalogue knows none such.
    package func profile(ofResource name: String) -> MIGProfile? {
        profilesByResource[name]
    }

    package var allGPUs: GPUSet { GPUSet(count: gpus.count) }

    /// The products of `set`, in the catalogue's order.
    package func models(in set: GPUSet) -> [GPUModel] {
        gpus.indices.filter(set.contains).map { gpus[$0] }
    }

    /// Every profile that some product of `set` carries, smallest first.
    package func profiles(on set: GPUSet) -> [MIGProfile] {
        carriers.filter { $0.value.contains { set.contains($0.gpu) } }.keys.sorted()
    }

    /// The products of `set` that carry `profile`; empty if none does.
    package func carriers(of profile: MIGProfile, on set: GPUSet) -> GPUSet {
        var result = GPUSet.none
        for carrier in carriers[profile] ?? [] where set.contains(carrier.gpu) {
            result.insert(carrier.gpu)
        }
        return result
    }

    /// Instances of `profile` that one GPU of `set` holds at most, on the product that holds most; nil where unknown.
    package func maximumInstances(of profile: MIGProfile, on set: GPUSet) -> Int? {
        (carriers[profile] ?? []).filter { set.contains($0.gpu) }.compactMap(\.facts.maximumInstances).max()
    }

    /// The memory that a slice of `profile` can be trusted to have wherever it lands in `set`: the smallest among the
    /// products that carry it. A product nobody has measured has no say beside one that was; if none was measured the
    /// size is an estimate. Nil if no product of `set` carries the profile.
    package func usableMemory(of profile: MIGProfile, on set: GPUSet) -> UsableMemory? {
        var isCarried = false
        var smallest: (size: MemorySize, gpu: Int)?
        for carrier in carriers[profile] ?? [] where set.contains(carrier.gpu) {
            isCarried = true
            if let size = carrier.facts.measured, size < smallest?.size ?? MemorySize(bytes: .max) {
                smallest = (size, carrier.gpu)
            }
        }
        if let smallest {
            return UsableMemory(size: smallest.size, basis: .measured(gpu: gpus[smallest.gpu].name))
        }
        return isCarried ? .estimate(for: profile) : nil
    }
}

/// How much memory a slice has, and how we know.
package struct UsableMemory: Hashable, Sendable {
    package let size: MemorySize
    package let basis: Basis

    package enum Basis: Hashable, Sendable {
        /// The smallest value seen on this product.
        case measured(gpu: String)
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

/// The GPU products that can be cut into MIG slices, and what each slice really has. An immutable object: whoever judges
/// requests passes a reference along.
package final class Catalogue: Sendable {
    /// The smallest memory seen of one profile on one product.
    private struct Measurement: Sendable {
        let gpu: Int
        let size: MemorySize
    }

    package let gpus: [GPUModel]
    /// For each product its name and labels, in words.
    let names: [[[Substring]]]
    /// All profiles, smallest first.
    package let entries: [CatalogueEntry]
    private let resourceNames: [String]
    /// For each entry in turn, the smallest memory first.
    private let measurements: [Measurement]
    private let entriesByResource: [String: CatalogueEntry]

    package init(gpus: [GPUModel]) {
        var carriers: [MIGProfile: [(gpu: Int, measured: MemorySize?)]] = [:]
        for (index, gpu) in gpus.enumerated() {
            for facts in gpu.profiles {
                carriers[facts.profile, default: []].append((index, facts.measured))
            }
        }
        var entries: [CatalogueEntry] = []
        var measurements: [Measurement] = []
        for (profile, carriers) in carriers.sorted(by: { $0.key < $1.key }) {
            let start = measurements.count
            measurements += carriers.compactMap { gpu, size in size.map { Measurement(gpu: gpu, size: $0) } }
                .sorted { $0.size < $1.size }
            entries.append(
                CatalogueEntry(
                    index: entries.count,
                    profile: profile,
                    gpus: carriers.reduce(into: .none) { $0.insert($1.gpu) },
                    measurements: start..<measurements.count
                )
            )
        }
        self.gpus = gpus
        names = gpus.map { ([$0.name] + $0.productLabels).map(Self.words) }
        self.entries = entries
        self.measurements = measurements
        resourceNames = entries.map(\.profile.resourceName)
        var entriesByResource: [String: CatalogueEntry] = [:]
        for entry in entries {
            entriesByResource[entry.profile.resourceName] = entry
            entriesByResource[entry.profile.sharedResourceName] = entry
        }
        for name in gpus.flatMap(\.formerNames) {
            let entry = entriesByResource[name.current.resourceName]
            entriesByResource[name.former.resourceName] = entry
            entriesByResource[name.former.sharedResourceName] = entry
        }
        self.entriesByResource = entriesByResource
    }

    package var allGPUs: GPUSet { GPUSet(count: gpus.count) }

    /// The products of `set`, in the catalogue's order.
    package func models(in set: GPUSet) -> [GPUModel] {
        gpus.indices.filter(set.contains).map { gpus[$0] }
    }

    /// The profiles that some product of `set` carries, smallest first.
    package func entries(on set: GPUSet) -> [CatalogueEntry] {
        entries.filter { !$0.gpus.isDisjoint(with: set) }
    }

    /// The profile whose slices the extended resource `name` hands out, also under a former name; nil if the catalogue knows
    /// none such.
    package func entry(ofResource name: String) -> CatalogueEntry? {
        entriesByResource[name]
    }

    /// What is known of a profile, also under a former name; nil if no product carries it.
    package func entry(of profile: MIGProfile) -> CatalogueEntry? {
        entriesByResource[profile.resourceName]
    }

    /// The extended resource of a slice, such as `nvidia.com/mig-1g.10gb.me`.
    package func resourceName(of entry: CatalogueEntry) -> String {
        resourceNames[entry.index]
    }

    /// The memory that a slice can be trusted to have wherever it lands in `set`: the smallest among the products that
    /// carry the profile. A product nobody has measured has no say beside one that was; if none was measured the size is
    /// an estimate. Nil if no product of `set` carries the profile.
    package func usableMemory(of entry: CatalogueEntry, on set: GPUSet) -> UsableMemory? {
        guard !entry.gpus.isDisjoint(with: set) else { return nil }
        for index in entry.measurements where set.contains(measurements[index].gpu) {
            return UsableMemory(size: measurements[index].size, basis: .measured(gpu: measurements[index].gpu))
        }
        return .estimate(for: entry.profile)
    }

    /// The largest memory that a slice has on some product of `set`; an estimate where nobody has measured one. Nil if no
    /// product of `set` carries the profile.
    package func mostUsableMemory(of entry: CatalogueEntry, on set: GPUSet) -> UsableMemory? {
        guard let least = usableMemory(of: entry, on: set) else { return nil }
        let most = entry.measurements.last { set.contains(measurements[$0].gpu) }
        return most.map { measurements[$0] }
            .map { UsableMemory(size: $0.size, basis: .measured(gpu: $0.gpu)) } ?? least
    }
}

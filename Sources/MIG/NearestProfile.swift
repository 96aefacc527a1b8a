extension Catalogue {
    /// The profile of `set` whose resource name is spelled most like `resource`: what somebody who wrote
    /// `nvidia.com/mig-3g.41gb` or `nvidia.com/mig-3g-40GB` meant. Nil if none is near.
    package func entry(spelledLike resource: String, on set: GPUSet) -> CatalogueEntry? {
        let entries = entries(on: set)
        // The common prefix would make everything look near.
        let prefix = "\(MIGProfile.resourcePrefix)"
        let names = entries.map { String(resourceName(of: $0).dropFirst(prefix.count)) }
        let wanted = String(resource.hasPrefix(prefix) ? resource.dropFirst(prefix.count) : resource[...])
        guard let name = Spelling.nearest(to: wanted, among: names) else { return nil }
        return zip(names, entries).first { $0.0 == name }?.1
    }
}

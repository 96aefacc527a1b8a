/// What is known about one GPU product and the MIG profiles it can be cut into.
package struct GPUModel: Sendable {
    package let name: String
    /// Values of the node label `nvidia.com/gpu.product` that mean this product.
    package let productLabels: [String]
    /// PCI device ids, as NVML and mig-parted write them without the vendor: `0x20B2`.
    package let pciDeviceIDs: [String]
    /// Memory of the whole GPU with MIG off, nil where nobody has measured it.
    package let memory: MemorySize?
    /// Units of memory that placements count in; nil where NVIDIA's pages contradict each other.
    package let memorySlices: Int?
    /// Compute slices that all instances together may take.
    package let computeSlices: Int?
    package let profiles: [SliceFacts]
    package let formerNames: [FormerName]
    /// Where the numbers come from.
    package let source: String
    package let note: String?
}

/// What earlier drivers called a profile, and so what nodes that run them offer.
package struct FormerName: Hashable, Sendable {
    package let former: MIGProfile
    package let current: MIGProfile
}

/// What is known about one profile on one GPU product.
package struct SliceFacts: Sendable {
    package let profile: MIGProfile
    /// Every size seen for the slice; it differs between drivers and boards (smallest first, empty where unmeasured).
    package let seen: [MemorySize]
    /// Instances of this profile that one GPU holds.
    package let maximumInstances: Int?
    package let memorySlices: Int?
    package let computeSlices: Int
    /// First memory slices at which an instance may start; empty where unknown.
    package let starts: [Int]
    /// Where `starts` comes from; nil where they are unknown.
    package let startsFrom: PlacementOrigin?
    /// Where the memory comes from.
    package let source: String

    /// The memory a slice can be trusted to have: the smallest ever seen.
    package var measured: MemorySize? { seen.first }
}

/// How the places are known at which instances of a profile may start.
package enum PlacementOrigin: String, Hashable, Sendable {
    /// nvidia-smi printed them for this product.
    case capture
    /// nvidia-smi printed them for another product of the same die.
    case die
    /// They follow from the fractions of the GPU that NVIDIA publishes.
    case inferred
}

import Kubernetes
import MIG

extension Policy {
    private static let productLabel = FieldName("nvidia.com/gpu.product")

    /// The GPUs that a container's pod may land on: those its own selector or affinity names, else the fleet's.
    ///
    /// A label that the catalogue does not know could be anything, and a demand that nothing meets tells nothing: then the
    /// fleet's GPUs stand, which can only make the limit smaller.
    func gpus(for container: ContainerView) -> GPUSet {
        guard let demand = container.demand(onNodeLabel: Self.productLabel) else { return defaultGPUs }
        var selected = GPUSet.none
        for term in demand.terms {
            guard let gpus = gpus(meeting: term) else { return defaultGPUs }
            selected = selected.union(gpus)
        }
        return selected.isEmpty ? defaultGPUs : selected
    }

    /// The GPUs that meet all requirements; nil if they do not narrow anything down for certain.
    private func gpus(meeting requirements: [NodeLabelDemand.Requirement]) -> GPUSet? {
        var isNamed = false
        var result = catalogue.allGPUs
        for requirement in requirements {
            switch requirement {
            case .isOneOf(let labels):
                var named = GPUSet.none
                for label in labels {
                    guard let gpus = catalogue.gpus(labelled: label) else { return nil }
                    named = named.union(gpus)
                }
                isNamed = true
                result = result.intersection(named)
            case .isNoneOf(let labels):
                // One product has several labels; it is excluded only when all of them are.
                result = result.subtracting(catalogue.gpus(excludedBy: labels))
            }
        }
        return isNamed ? result : result.intersection(defaultGPUs)
    }
}

import Kubernetes
import MIG

extension EffectivePolicy {
    private static let productLabel = FieldName("nvidia.com/gpu.product")

    /// The GPUs that a pod may land on: those its own selector or affinity names, else the fleet's.
    ///
    /// A label that the catalogue does not know could be anything, and a demand that nothing meets tells nothing: then the
    /// fleet's GPUs stand, which can only make the limit smaller.
    func gpus(for pod: PodView) -> GPUSet {
        guard let demand = pod.demand(onNodeLabel: Self.productLabel) else { return defaultGPUs }
        var selected = GPUSet.none
        for term in demand.terms {
            guard let gpus = gpus(meeting: term) else { return defaultGPUs }
            selected = selected.union(gpus)
        }
        return selected.isEmpty ? defaultGPUs : selected
    }

    /// The GPUs that meet all demands of a term; nil if they do not narrow anything down for certain.
    private func gpus(meeting demands: [NodeLabelDemand.Alternatives]) -> GPUSet? {
        guard !demands.isEmpty else { return nil }
        var result = catalogue.allGPUs
        for labels in demands {
            var named = GPUSet.none
            for label in labels {
                guard let gpus = catalogue.gpus(labelled: label) else { return nil }
                named = named.union(gpus)
            }
            result = result.intersection(named)
        }
        return result
    }
}

import Kubernetes
import MIG

/// What holds for every container of a pod, found out once for all of them.
struct PodFacts {
    /// The pod's `PodView.id`.
    let id: Int
    /// The GPUs that the pod may land on.
    let gpus: GPUSet
    let sizes: Sources.PodDeclarations
    let parallelisms: Sources.PodDeclarations

    /// Annotations that were read to find this out.
    var annotationCount: Int { sizes.annotationCount + parallelisms.annotationCount }

    /// Annotations that each container has to go through besides.
    var annotationCountOfContainer: Int {
        (sizes.namesContainers ? sizes.annotationCount : 0)
            + (parallelisms.namesContainers ? parallelisms.annotationCount : 0)
    }

    init(_ pod: PodView, _ policy: Policy) {
        id = pod.id
        gpus = policy.gpus(for: pod)
        sizes = policy.settings.sizeSources.read(pod)
        parallelisms = policy.settings.parallelismSources.read(pod)
    }
}

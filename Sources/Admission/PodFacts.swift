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

    init(_ pod: PodView, _ policy: Policy) {
        id = pod.id
        gpus = policy.gpus(for: pod)
        sizes = policy.settings.sizeSources.read(pod)
        parallelisms = policy.settings.parallelismSources.read(pod)
    }
}

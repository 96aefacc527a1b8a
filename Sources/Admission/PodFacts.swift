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
    let override: OverrideState

    /// Annotations that were read to find this out.
    let annotationCount: Int

    /// Annotations that each container has to go through besides.
    var annotationCountOfContainer: Int {
        (sizes.namesContainers ? sizes.annotationCount : 0)
            + (parallelisms.namesContainers ? parallelisms.annotationCount : 0)
    }

    /// Looks at a pod. `judgeOverride` is asked what becomes of the override that it claims, if it does.
    init(_ pod: PodView, _ policy: EffectivePolicy, _ judgeOverride: (OverrideClaim) -> OverrideState) {
        id = pod.id
        gpus = policy.gpus(for: pod)
        sizes = policy.sizeSources.read(pod)
        parallelisms = policy.parallelismSources.read(pod)
        var overrideAnnotationCount = 0
        override = OverrideClaim(pod, counting: &overrideAnnotationCount).map(judgeOverride) ?? .none
        annotationCount = sizes.annotationCount + parallelisms.annotationCount + overrideAnnotationCount
    }
}

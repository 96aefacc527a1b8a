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

    /// Looks at a pod. `overrides` decides about the override that it claims; it is nil where no pod claims one.
    init(_ pod: PodView, _ policy: EffectivePolicy, _ overrides: OverrideJudge?) {
        id = pod.id
        gpus = policy.gpus(for: pod)
        sizes = policy.sizeSources.read(pod)
        parallelisms = policy.parallelismSources.read(pod)
        var overrideAnnotationCount = 0
        override =
            overrides.flatMap { judge in
                OverrideClaim(pod, counting: &overrideAnnotationCount).map(judge.state)
            } ?? .none
        annotationCount = sizes.annotationCount + parallelisms.annotationCount + overrideAnnotationCount
    }
}

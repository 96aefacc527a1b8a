extension GroupKind {
    /// Kinds with pods or resources whose objects live in no namespace. An API server knows that of every kind; a manifest
    /// does not say it.
    private static let clusterScoped: Set<GroupKind> = [
        GroupKind(group: "serving.kserve.io", kind: "ClusterServingRuntime"),
        GroupKind(group: "trainer.kubeflow.org", kind: "ClusterTrainingRuntime"),
        GroupKind(group: "ome.io", kind: "ClusterServingRuntime"),
        GroupKind(group: "karpenter.sh", kind: "NodeClaim"),
        GroupKind(group: "karpenter.sh", kind: "NodePool"),
    ]

    /// Whether objects of the kind are known to live in no namespace.
    package var isClusterScoped: Bool { Self.clusterScoped.contains(self) }
}

extension KindTable {
    /// The kinds we know, each path as its project's CRD schema has it: KubeRay feeaf72, Volcano ed72c7c, LeaderWorkerSet
    /// 060ab4d, JobSet 08dfbdf, KServe aaac4e2, Kubeflow trainer 8c0f505 and mpi-operator caa3c47, NVIDIA NIM operator
    /// f63f74d, Argo Rollouts 9f8d111, CodeFlare AppWrapper as Kueue ff69552 reads it.
    package static let standard: KindTable = {
        var rows: [GroupKind: [TemplatePath]] = [:]
        for (group, kinds, paths) in sources {
            for kind in kinds {
                rows[GroupKind(group: group, kind: kind)] = paths.map { text, shape in
                    guard let path = TemplatePath(text, shape) else {
                        // The rows are literals of this file, and a test reads them all.
                        preconditionFailure("\(text) of \(kind) is no path")
                    }
                    return path
                }
            }
        }
        return KindTable(rows: rows)
    }()

    private typealias Row = (group: String, kinds: [String], paths: [(String, TemplatePath.Shape)])

    private static let sources: [Row] =
        core + ray + serving + batch + training + [
            ("argoproj.io", ["Rollout"], [("spec.template", .podTemplate)]),
            ("workload.codeflare.dev", ["AppWrapper"], [("spec.components[*].template", .object)]),
            // Nodes to buy, with the resources that they shall have; they run nothing.
            ("karpenter.sh", ["NodeClaim", "NodePool"], []),
        ]

    private static let core: [Row] = [
        ("", ["Pod"], [("", .podTemplate)]),
        ("", ["PodTemplate"], [("template", .podTemplate)]),
        ("", ["ReplicationController"], [("spec.template", .podTemplate)]),
        ("", ["List"], [("items[*]", .object)]),
        ("apps", ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"], [("spec.template", .podTemplate)]),
        ("batch", ["Job"], [("spec.template", .podTemplate)]),
        ("batch", ["CronJob"], [("spec.jobTemplate.spec.template", .podTemplate)]),
    ]

    private static let ray: [Row] = [
        ("ray.io", ["RayCluster"], rayCluster(at: "spec")),
        ("ray.io", ["RayService"], rayCluster(at: "spec.rayClusterConfig")),
        (
            "ray.io", ["RayJob"],
            rayCluster(at: "spec.rayClusterSpec") + [("spec.submitterPodTemplate", .podTemplate)]
        ),
        (
            "ray.io", ["RayCronJob"],
            rayCluster(at: "spec.jobTemplate.rayClusterSpec")
                + [("spec.jobTemplate.submitterPodTemplate", .podTemplate)]
        ),
    ]

    private static func rayCluster(at path: String) -> [(String, TemplatePath.Shape)] {
        [
            ("\(path).headGroupSpec.template", .podTemplate),
            ("\(path).headGroupSpec.resources", .resourceList),
            ("\(path).workerGroupSpecs[*].template", .podTemplate),
            ("\(path).workerGroupSpecs[*].resources", .resourceList),
            ("\(path).autoscalerOptions.resources", .resources),
            ("\(path).historyServerOptions.collectorOptions.resources", .resources),
        ]
    }

    private static let serving: [Row] = [
        (
            "serving.kserve.io", ["InferenceService"],
            ["predictor", "transformer", "explainer"].flatMap { component -> [(String, TemplatePath.Shape)] in
                [("spec.\(component)", .podSpec), ("spec.\(component){*}", .container)]
            } + [
                ("spec.predictor.workerSpec", .podSpec),
                ("spec.canary[*].predictor", .podSpec),
                ("spec.canary[*].predictor{*}", .container),
            ]
        ),
        (
            "serving.kserve.io", ["ServingRuntime", "ClusterServingRuntime"],
            [("spec", .podSpec), ("spec.workerSpec", .podSpec)]
        ),
        (
            "serving.kserve.io", ["LLMInferenceService", "LLMInferenceServiceConfig"],
            [
                "template", "worker", "prefill.template", "prefill.worker", "router.scheduler.template",
                "router.scheduler.tokenizer.template",
            ].map { ("spec.\($0)", .podSpec) }
        ),
        ("apps.nvidia.com", ["NIMService", "NIMCache"], [("spec.resources", .resources), ("spec", .podSpec)]),
        ("apps.nvidia.com", ["NIMPipeline"], [("spec.services[*].spec.resources", .resources)]),
        (
            "leaderworkerset.x-k8s.io", ["LeaderWorkerSet"],
            ["leaderTemplate", "workerTemplate"].map { ("spec.leaderWorkerTemplate.\($0)", .podTemplate) }
        ),
    ]

    private static let batch: [Row] = [
        ("batch.volcano.sh", ["Job"], [("spec.tasks[*].template", .podTemplate)]),
        ("batch.volcano.sh", ["CronJob"], [("spec.jobTemplate.spec.tasks[*].template", .podTemplate)]),
        ("jobset.x-k8s.io", ["JobSet"], [("spec.replicatedJobs[*].template.spec.template", .podTemplate)]),
    ]

    private static let training: [Row] = [
        kubeflow("PyTorchJob", "pytorch"), kubeflow("TFJob", "tf"), kubeflow("XGBoostJob", "xgb"),
        kubeflow("PaddleJob", "paddle"), kubeflow("JAXJob", "jax"), kubeflow("MPIJob", "mpi"),
        ("trainer.kubeflow.org", ["TrainJob"], [("spec.trainer.resourcesPerNode", .resources)]),
    ]

    private static func kubeflow(_ kind: String, _ prefix: String) -> Row {
        ("kubeflow.org", [kind], [("spec.\(prefix)ReplicaSpecs{*}.template", .podTemplate)])
    }
}

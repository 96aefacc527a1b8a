import Kubernetes
import Testing

/// An object of each kind that holds containers wherever its project's schema has a place for them.
@Suite struct StandardKindsTests {
    struct Row: CustomTestStringConvertible {
        let group: String
        let kinds: [String]
        let object: Manifest
        let sightings: [String]

        init(_ group: String, _ kinds: String..., object: Manifest, sightings: [String]) {
            self.group = group
            self.kinds = kinds
            self.object = object
            self.sightings = sightings
        }

        var testDescription: String { "\(kinds.joined(separator: ", ")) of \"\(group)\"" }
    }

    static let rows: [Row] = core + ray + serving + batch + others

    private static let core = [
        Row("", "Pod", object: "@T", sightings: template("").map { String($0.dropFirst()) }),
        Row("", "PodTemplate", object: #"{"template":@T}"#, sightings: template("template")),
        Row("", "ReplicationController", object: #"{"spec":{"template":@T}}"#, sightings: template("spec.template")),
        Row(
            "apps",
            "Deployment",
            "StatefulSet",
            "DaemonSet",
            "ReplicaSet",
            object: #"{"spec":{"template":@T}}"#,
            sightings: template("spec.template")
        ),
        Row("batch", "Job", object: #"{"spec":{"template":@T}}"#, sightings: template("spec.template")),
        Row(
            "batch",
            "CronJob",
            object: #"{"spec":{"jobTemplate":{"spec":{"template":@T}}}}"#,
            sightings: template("spec.jobTemplate.spec.template")
        ),
        Row(
            "",
            "List",
            object: #"{"items":[{"apiVersion":"v1","kind":"ConfigMap"},{"apiVersion":"v1","kind":"Pod","spec":@S}]}"#,
            sightings: podSpec("items[1].spec")
        ),
    ]

    private static let rayClusterSpec: Manifest = #"""
        {"headGroupSpec":{"template":@T,"resources":{"nvidia.com/gpu":"1"}},
         "workerGroupSpecs":[{"template":@T},{"template":@T,"resources":{"nvidia.com/mig-1g.5gb":"2"}}],
         "autoscalerOptions":{"resources":@R},"historyServerOptions":{"collectorOptions":{"resources":@R}}}
        """#

    private static func rayCluster(at path: String) -> [String] {
        template("\(path).headGroupSpec.template") + ["\(path).headGroupSpec.resources @pod"]
            + template("\(path).workerGroupSpecs[0].template") + template("\(path).workerGroupSpecs[1].template")
            + ["\(path).workerGroupSpecs[1].resources @pod"]
            + ["\(path).autoscalerOptions.resources", "\(path).historyServerOptions.collectorOptions.resources"]
    }

    private static let ray = [
        Row("ray.io", "RayCluster", object: #"{"spec":\#(rayClusterSpec.json)}"#, sightings: rayCluster(at: "spec")),
        Row(
            "ray.io",
            "RayService",
            object: #"{"spec":{"rayClusterConfig":\#(rayClusterSpec.json)}}"#,
            sightings: rayCluster(at: "spec.rayClusterConfig")
        ),
        Row(
            "ray.io",
            "RayJob",
            object: #"{"spec":{"rayClusterSpec":\#(rayClusterSpec.json),"submitterPodTemplate":@T}}"#,
            sightings: rayCluster(at: "spec.rayClusterSpec") + template("spec.submitterPodTemplate")
        ),
        Row(
            "ray.io",
            "RayCronJob",
            object: #"{"spec":{"jobTemplate":{"rayClusterSpec":\#(rayClusterSpec.json),"submitterPodTemplate":@T}}}"#,
            sightings: rayCluster(at: "spec.jobTemplate.rayClusterSpec")
                + template("spec.jobTemplate.submitterPodTemplate")
        ),
    ]

    private static let serving = [
        Row(
            "serving.kserve.io",
            "InferenceService",
            object: #"""
                {"spec":{"predictor":{"containers":[@C],"initContainers":[{"name":"i","resources":@R}],"model":@C,
                "workerSpec":@S,"triton":{"resources":@R}},"transformer":@S,"explainer":{"art":@C},
                "canary":[{"predictor":{"model":@C}},{"predictor":@S}]}}
                """#,
            sightings: podSpec("spec.predictor") + ["spec.predictor.model c", "spec.predictor.triton"]
                + podSpec("spec.transformer") + ["spec.explainer.art c"] + podSpec("spec.predictor.workerSpec")
                + podSpec("spec.canary[1].predictor") + ["spec.canary[0].predictor.model c"]
        ),
        Row(
            "serving.kserve.io",
            "ServingRuntime",
            "ClusterServingRuntime",
            object: #"{"spec":{"containers":[@C],"workerSpec":@S}}"#,
            sightings: ["spec.containers[0] c"] + podSpec("spec.workerSpec")
        ),
        Row(
            "serving.kserve.io",
            "LLMInferenceService",
            "LLMInferenceServiceConfig",
            object: #"""
                {"spec":{"template":@S,"worker":@S,"prefill":{"template":@S,"worker":@S},
                "router":{"scheduler":{"template":@S,"tokenizer":{"template":@S}}}}}
                """#,
            sightings: [
                "template", "worker", "prefill.template", "prefill.worker", "router.scheduler.template",
                "router.scheduler.tokenizer.template",
            ].flatMap { podSpec("spec.\($0)") }
        ),
        Row(
            "apps.nvidia.com",
            "NIMService",
            "NIMCache",
            object: #"{"spec":{"resources":@R,"initContainers":[{"name":"i","resources":@R}]}}"#,
            sightings: ["spec.resources", "spec.initContainers[0] i"]
        ),
        Row(
            "apps.nvidia.com",
            "NIMPipeline",
            object: #"{"spec":{"services":[{"spec":{"resources":@R}},{"spec":{"resources":@R}}]}}"#,
            sightings: ["spec.services[0].spec.resources", "spec.services[1].spec.resources"]
        ),
        Row(
            "leaderworkerset.x-k8s.io",
            "LeaderWorkerSet",
            object: #"{"spec":{"leaderWorkerTemplate":{"leaderTemplate":@T,"workerTemplate":@T}}}"#,
            sightings: template("spec.leaderWorkerTemplate.leaderTemplate")
                + template("spec.leaderWorkerTemplate.workerTemplate")
        ),
    ]

    private static let batch =
        [
            Row(
                "batch.volcano.sh",
                "Job",
                object: #"{"spec":{"tasks":[{"template":@T},{"template":@T}]}}"#,
                sightings: template("spec.tasks[0].template") + template("spec.tasks[1].template")
            ),
            Row(
                "batch.volcano.sh",
                "CronJob",
                object: #"{"spec":{"jobTemplate":{"spec":{"tasks":[{"template":@T}]}}}}"#,
                sightings: template("spec.jobTemplate.spec.tasks[0].template")
            ),
            Row(
                "jobset.x-k8s.io",
                "JobSet",
                object: #"{"spec":{"replicatedJobs":[{"template":{"spec":{"template":@T}}}]}}"#,
                sightings: template("spec.replicatedJobs[0].template.spec.template")
            ),
        ]
        + [
            ("PyTorchJob", "pytorch"), ("TFJob", "tf"), ("XGBoostJob", "xgb"), ("PaddleJob", "paddle"),
            ("JAXJob", "jax"),
        ]
        .map { kind, prefix in
            Row(
                "kubeflow.org",
                kind,
                object: #"{"spec":{"\#(prefix)ReplicaSpecs":{"Master":{"template":@T},"Worker":{"template":@T}}}}"#,
                sightings: template("spec.\(prefix)ReplicaSpecs.Master.template")
                    + template("spec.\(prefix)ReplicaSpecs.Worker.template")
            )
        } + [
            Row(
                "kubeflow.org",
                "MPIJob",
                object: #"{"spec":{"mpiReplicaSpecs":{"Launcher":{"template":@T}}}}"#,
                sightings: template("spec.mpiReplicaSpecs.Launcher.template")
            )
        ]

    private static let others = [
        Row(
            "trainer.kubeflow.org",
            "TrainJob",
            object: #"{"spec":{"trainer":{"resourcesPerNode":@R}}}"#,
            sightings: ["spec.trainer.resourcesPerNode"]
        ),
        Row(
            "karpenter.sh",
            "NodeClaim",
            "NodePool",
            object: #"{"spec":{"resources":@R,"template":@T}}"#,
            sightings: []
        ),
        Row("argoproj.io", "Rollout", object: #"{"spec":{"template":@T}}"#, sightings: template("spec.template")),
        Row(
            "workload.codeflare.dev",
            "AppWrapper",
            object: #"""
                {"spec":{"components":[{"template":{"apiVersion":"apps/v1","kind":"Deployment","spec":{"template":@T}}},
                {"template":{"apiVersion":"v1","kind":"Pod","metadata":{"annotations":{"size":"1Gi"}},"spec":@S}}]}}
                """#,
            sightings: template("spec.components[0].template.spec.template") + template("spec.components[1].template")
        ),
    ]

    @Test func everyKindOfTheTableHasACase() {
        let cases = Self.rows.flatMap { row in row.kinds.map { GroupKind(group: row.group, kind: $0) } }
        #expect(Set(cases) == Set(KindTable.standard.kinds))
        #expect(cases.count == Set(cases).count)
    }

    @Test(arguments: rows)
    func aKindIsReadWhole(row: Row) throws {
        for kind in row.kinds {
            let seen = try sightings(in: row.object, of: GroupKind(group: row.group, kind: kind))
            #expect(seen == row.sightings)
        }
    }

    /// Under the name of a built-in kind, so that nothing is found by structure.
    @Test(arguments: rows)
    func theRowAloneReachesEveryContainer(row: Row) throws {
        for name in row.kinds {
            let paths = try #require(KindTable.standard[GroupKind(group: row.group, kind: name)])
            let kind = GroupKind(group: "", kind: "BuiltIn")
            let nested = [GroupKind.pod, .deployment].map { ($0, KindTable.standard[$0] ?? []) }
            let table = KindTable(rows: Dictionary(uniqueKeysWithValues: nested + [(kind, paths)]))
            #expect(try sightings(in: row.object, of: kind, in: table) == row.sightings)
        }
    }
}

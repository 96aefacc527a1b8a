import Foundation
import TestSupport

/// A workload as somebody might write it, drawn at random.
struct Workload {
    /// Its manifest.
    let object: [String: Any]

    private static let kinds = [
        ("v1", "Pod"), ("apps/v1", "Deployment"), ("batch/v1", "CronJob"), ("ray.io/v1", "RayCluster"),
        ("ray.io/v1", "RayJob"), ("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet"),
        ("batch.volcano.sh/v1alpha1", "Job"), ("serving.kserve.io/v1beta1", "InferenceService"),
        ("serving.kserve.io/v1alpha1", "ClusterServingRuntime"), ("models.example.com/v1", "ModelServer"),
        ("workload.codeflare.dev/v1beta2", "AppWrapper"),
    ]

    init(number: Int, _ random: inout Random) {
        let (apiVersion, kind) = random.pick(Self.kinds)
        var object: [String: Any] = ["apiVersion": apiVersion, "kind": kind]
        var metadata: [String: Any] = random.chance(5) ? ["generateName": "w-"] : ["name": "workload-\(number)"]
        metadata["annotations"] = random.chance(3) ? random.annotations(["c0", "c1"]) : nil
        metadata["labels"] = ["tier": random.pick(["experimental", "production"])]
        if !Self.isClusterScoped(object), !random.chance(4) {
            metadata["namespace"] = random.pick(["ml", "team-a-train", "team-b", "research-1", "kube-system", "legacy"])
        }
        if random.chance(40) {
            metadata["deletionTimestamp"] = "2026-11-23T14:12:33Z"
        }
        object["metadata"] = metadata
        for (key, value) in Self.content(kind, &random) {
            object[key] = value
        }
        self.object = object
    }

    static func isClusterScoped(_ object: [String: Any]) -> Bool {
        object["kind"] as? String == "ClusterServingRuntime"
    }

    /// Two overrides, of which the second lets in what is worse.
    static var twoOverrides: [String: Any] {
        func template(_ reason: String, _ size: String, _ resources: [String: Any]) -> [String: Any] {
            let annotations = [
                "mig-gate.io/model-size": size, "mig-gate.io/override-reason": reason,
                "mig-gate.io/override-until": (Date.now + 48 * 3600).formatted(.iso8601),
            ]
            let containers = [["name": "c", "resources": resources]]
            return ["metadata": ["annotations": annotations], "spec": ["containers": containers]]
        }
        let templates = [
            "leaderTemplate": template("INC-1", "4Gi", ["requests": ["nvidia.com/mig-1g.10gb": 1]]),
            "workerTemplate": template("INC-2", "50Gi", ["limits": ["nvidia.com/mig-1g.10gb": 1]]),
        ]
        return [
            "apiVersion": "leaderworkerset.x-k8s.io/v1", "kind": "LeaderWorkerSet", "metadata": ["name": "two"],
            "spec": ["leaderWorkerTemplate": templates],
        ]
    }

    /// More containers than are looked at.
    static var tooLarge: [String: Any] {
        let containers = (0..<1_100).map { number -> [String: Any] in
            ["name": "c\(number)", "resources": ["limits": ["nvidia.com/mig-1g.10gb": "two"]]]
        }
        return [
            "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "too-large", "namespace": "ml"],
            "spec": ["containers": containers],
        ]
    }

    private static func content(_ kind: String, _ random: inout Random) -> [String: Any] {
        switch kind {
        case "Pod": return ["spec": random.podSpec()]
        case "Deployment": return ["spec": ["replicas": 2, "template": random.template()]]
        case "CronJob": return ["spec": ["jobTemplate": ["spec": ["template": random.template()]]]]
        case "RayCluster": return ["spec": random.rayCluster()]
        case "RayJob": return ["spec": ["rayClusterSpec": random.rayCluster(), "entrypoint": "python main.py"]]
        case "LeaderWorkerSet":
            let templates = ["leaderTemplate": random.template(), "workerTemplate": random.template()]
            return ["spec": ["leaderWorkerTemplate": templates]]
        case "Job":
            let tasks = (0...random.below(3)).map { ["name": "t\($0)", "template": random.template()] }
            return ["spec": ["tasks": tasks]]
        case "InferenceService":
            let model: [String: Any] = ["modelFormat": ["name": "triton"], "resources": random.resources()]
            let predictor = random.chance(2) ? ["model": model] : random.podSpec()
            return ["spec": ["predictor": predictor]]
        case "ClusterServingRuntime": return ["spec": random.podSpec()]
        case "AppWrapper":
            let pod: [String: Any] = [
                "apiVersion": "v1", "kind": "Pod",
                "metadata": ["name": "wrapped", "annotations": random.annotations(["c0"])],
                "spec": random.podSpec(),
            ]
            return ["spec": ["components": [["template": pod]]]]
        default:
            let engine: [String: Any] = ["resources": random.resources(), "env": random.environment()]
            return ["spec": ["engine": engine, "workers": [["template": random.template()]]]]
        }
    }
}

/// Draws parts of workloads.
struct Random {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &generator) }

    /// True once in `times`.
    mutating func chance(_ times: Int) -> Bool { below(times) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    // MARK: Pods

    mutating func template() -> [String: Any] {
        var template: [String: Any] = ["spec": podSpec()]
        if !chance(3) {
            template["metadata"] = ["annotations": annotations(["c0", "c1", "i0"]), "labels": ["app": "x"]]
        }
        return template
    }

    mutating func podSpec() -> [String: Any] {
        // Now and then more containers than an answer spells out.
        let count = chance(25) ? 15 + below(8) : 1 + below(3)
        var spec: [String: Any] = ["containers": (0..<count).map { container("c\($0)") }]
        if chance(4) {
            spec["initContainers"] = [container("i0")]
        }
        let product = pick(["NVIDIA-H200", "NVIDIA-A100-SXM4-80GB", "NVIDIA-A30", "Somebody-Elses-GPU"])
        if chance(5) {
            spec["nodeSelector"] = ["nvidia.com/gpu.product": product]
        } else if chance(6) {
            let expression: [String: Any] = [
                "key": "nvidia.com/gpu.product", "operator": pick(["In", "NotIn"]), "values": [product],
            ]
            let terms = ["nodeSelectorTerms": [["matchExpressions": [expression]]]]
            spec["affinity"] = ["nodeAffinity": ["requiredDuringSchedulingIgnoredDuringExecution": terms]]
        }
        return spec
    }

    mutating func rayCluster() -> [String: Any] {
        let groups = (0...below(3)).map { number -> [String: Any] in
            var group: [String: Any] = ["groupName": "g\(number)", "template": template()]
            if chance(4) {
                group["resources"] = amounts()
            }
            return group
        }
        return ["headGroupSpec": ["template": template()], "workerGroupSpecs": groups]
    }

    private mutating func container(_ name: String) -> [String: Any] {
        let strange =
            chance(40) ? pick([" \"quoted\"", " ::error::", " é\u{202E}", "\nline", "\u{1B}[31m", "]]>"]) : ""
        return ["name": name + strange, "image": "i", "resources": resources(), "env": environment()]
    }

    mutating func resources() -> [String: Any] {
        var resources: [String: Any] = [:]
        let limits = amounts()
        if !chance(10) {
            resources["limits"] = limits
        }
        if chance(3) || resources.isEmpty {
            resources["requests"] = chance(4) ? amounts() : limits
        }
        return resources
    }

    mutating func amounts() -> [String: Any] {
        let profiles = ["1g.10gb", "1g.18gb", "2g.20gb", "3g.40gb", "3g.40gb", "7g.80gb", "1g.10gb.me", "1g.5gb"]
        let unknown = ["3g.4Ogb", "9g.90gb", "big", "3G.40GB", "1g.10gb\u{0}x"]
        var amounts: [String: Any] = ["cpu": "2"]
        for _ in 0...(chance(8) ? 1 : 0) where !chance(6) {
            let counts: [Any] = [1, "1", "1", 2, 4, 0, "0", "-1", "0.5", "two", "1k", 1.5, true, NSNull()]
            amounts["nvidia.com/mig-\(chance(9) ? pick(unknown) : pick(profiles))"] = chance(3) ? pick(counts) : 1
        }
        if chance(8) {
            amounts["nvidia.com/gpu"] = pick([0, 1, 8])
        }
        return amounts
    }

    mutating func environment() -> [[String: Any]] {
        var variables: [[String: Any]] = []
        if chance(3) {
            variables.append(["name": "MODEL_SIZE", "value": size()])
        }
        if chance(5) {
            variables.append(["name": "TP", "value": pick(["1", "2", "many"])])
        }
        if chance(8) {
            variables.append(["name": "MODEL_SIZE", "valueFrom": ["configMapKeyRef": ["name": "m", "key": "k"]]])
        }
        return variables
    }

    // MARK: Annotations

    /// Ends of overrides: past, to come, far away, none.
    private static let ends =
        [10.0, 10, 20].map { (Date.now + $0 * 24 * 3600).formatted(.iso8601) } + [
            "2020-01-01T00:00:00Z", "2099-06-01T12:00:00+02:00", "soon", "",
        ]

    private mutating func size() -> String {
        let good = ["1Gi", "4Gi", "9Gi", "15.8Gi", "18Gi", "30Gi", "38Gi", "39Gi", "50Gi", "45e9", "100Gi", "0"]
        let bad = ["", "40GiB", "-1", "abc", "39 Gi", "1e400", "４０Gi", "0x10", "null", "\u{1B}[2J"]
        return chance(4) ? pick(bad) : pick(good)
    }

    mutating func annotations(_ containers: [String]) -> [String: Any] {
        var annotations: [String: Any] = ["example.com/other": "true"]
        if !chance(3) {
            annotations["mig-gate.io/model-size"] = chance(20) ? pick([30, true, 12.5] as [Any]) : size()
        }
        if chance(4) {
            annotations["model-size.mig-gate.io/\(pick(containers))"] = size()
        }
        if chance(4) {
            annotations["mig-gate.io/tensor-parallel-size"] = pick(["1", "2", "4", "0", "two", "2.0", ""])
        }
        if chance(5) {
            annotations["mig-gate.io/override-until"] = pick(Self.ends)
        }
        if chance(6) || annotations["mig-gate.io/override-until"] != nil && !chance(5) {
            annotations["mig-gate.io/override-reason"] = pick(["INC-1", "measured: 37 GiB", "a\nb", " "])
        }
        return annotations
    }
}

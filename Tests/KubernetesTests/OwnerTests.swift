import Kubernetes
import Testing

@Suite struct OwnerTests {
    @Test(
        arguments: [
            // Nobody owns it: itself, or what generated names begin with.
            (#"{"name":"gpu-test"}"#, "Pod", "gpu-test"),
            (#"{"generateName":"bench-"}"#, "Pod", "bench"),
            (#"{"name":"","generateName":"-"}"#, "Pod", ""),
            ("{}", "Pod", ""),
            // Deployments make ReplicaSets, and those Pods.
            (controlled("ReplicaSet", "llm-7d4b9c6f5"), "Deployment", "llm"),
            (controlled("ReplicaSet", "llm-chat-7d4b9c6f5"), "Deployment", "llm-chat"),
            (controlled("ReplicaSet", "llm-abcde", #","labels":{"pod-template-hash":"abcde"}"#), "Deployment", "llm"),
            // No hash: it has vowels, is too short or too long, or nothing stands before it.
            (controlled("ReplicaSet", "llm-server"), "ReplicaSet", "llm-server"),
            (controlled("ReplicaSet", "llm-7d4b"), "ReplicaSet", "llm-7d4b"),
            (controlled("ReplicaSet", "llm-7d4b9c6f5bb"), "ReplicaSet", "llm-7d4b9c6f5bb"),
            (controlled("ReplicaSet", "-7d4b9c6f5"), "ReplicaSet", "-7d4b9c6f5"),
            (controlled("ReplicaSet", "llm"), "ReplicaSet", "llm"),
            (controlled("ReplicaSet", "llm-"), "ReplicaSet", "llm-"),
            (
                controlled("ReplicaSet", "llm-7d4b9c6f5", #","labels":{"rollouts-pod-template-hash":"7d4b9c6f5"}"#),
                "Rollout", "llm"
            ),
            // CronJobs make Jobs, and those Pods.
            (controlled("Job", "nightly-29401234"), "CronJob", "nightly"),
            (controlled("Job", "nightly-2940123"), "Job", "nightly-2940123"),
            (controlled("Job", "train-2024q1ab"), "Job", "train-2024q1ab"),
            (controlled("RayCluster", "ray-7d4b9c6f5"), "RayCluster", "ray-7d4b9c6f5"),
            // Owners that are no controllers only keep the object from being collected.
            (#"{"name":"a","ownerReferences":[{"kind":"Node","name":"n"}]}"#, "Pod", "a"),
            (#"{"name":"a","ownerReferences":[{"kind":"Node","name":"n","controller":false}]}"#, "Pod", "a"),
            (#"{"name":"a","ownerReferences":[{"controller":true,"kind":7}]}"#, "Pod", "a"),
            (#"{"name":"a","ownerReferences":7}"#, "Pod", "a"),
        ]
    )
    func isWhatPeopleWrote(metadata: String, kind: String, name: String) throws {
        let object = Manifest(stringLiteral: #"{"metadata":\#(metadata)}"#)
        #expect(try withReview(of: object, .pod) { $0.object?.topOwner } == Owner(kind: kind, name: name))
    }

    /// Metadata of a Pod that a controller has made.
    private static func controlled(_ kind: String, _ name: String, _ more: String = "") -> String {
        #"{"generateName":"\#(name)-","ownerReferences":[{"kind":"Node","name":"n"},{"kind":"\#(kind)",""#
            + #"name":"\#(name)","controller":true}]\#(more)}"#
    }
}

import Kubernetes
import Testing

@Suite struct ObjectPathTests {
    /// The paths of an object's containers, and the places that tell their templates apart.
    private func paths(_ object: Manifest, _ kind: GroupKind) throws -> [[String]] {
        var paths: [[String]] = []
        try forEachContainer(of: object, kind) { paths.append(["\($0.path)", $0.path.template ?? "-"]) }
        return paths
    }

    @Test(
        arguments: [
            (#"{"spec":{"containers":[{},@C]}}"#, GroupKind.pod, ["spec.containers[1]", "-"]),
            (
                #"{"spec":{"template":{"spec":{"initContainers":[@C]}}}}"#, .deployment,
                ["spec.template.spec.initContainers[0]", "-"]
            ),
            (
                #"{"spec":{"headGroupSpec":{"template":{"spec":{"containers":[@C]}}}}}"#, .rayCluster,
                ["spec.headGroupSpec.template.spec.containers[0]", "-"]
            ),
            (
                #"{"spec":{"workerGroupSpecs":[{},{"template":{"spec":{"containers":[@C]}}}]}}"#, .rayCluster,
                ["spec.workerGroupSpecs[1].template.spec.containers[0]", "spec.workerGroupSpecs[1]"]
            ),
            (
                #"{"spec":{"workerGroupSpecs":[{"resources":@A}]}}"#, .rayCluster,
                ["spec.workerGroupSpecs[0].resources", "spec.workerGroupSpecs[0]"]
            ),
            (
                #"{"spec":{"pytorchReplicaSpecs":{"Worker":{"template":{"spec":{"containers":[@C]}}}}}}"#,
                GroupKind(group: "kubeflow.org", kind: "PyTorchJob"),
                ["spec.pytorchReplicaSpecs.Worker.template.spec.containers[0]", "spec.pytorchReplicaSpecs.Worker"]
            ),
            (
                #"{"spec":{"predictor":{"model":@C}}}"#, .inferenceService,
                ["spec.predictor.model", "spec.predictor.model"]
            ),
            (
                #"{"spec":{"components":[{"template":{"apiVersion":"v1","kind":"Pod","spec":{"containers":[@C]}}}]}}"#,
                .appWrapper,
                ["spec.components[0].template.spec.containers[0]", "spec.components[0]"]
            ),
            (
                #"{"spec":{"r":[[{"x":{"containers":[@C]}}]]}}"#, .unknown,
                ["spec.r[0][0].x.containers[0]", "spec.r[0][0]"]
            ),
            (#"{"spec":{"a.b":{"c[0]":{"resources":@R}}}}"#, .unknown, ["spec.a.b.c[0].resources", "-"]),
        ] as [(Manifest, GroupKind, [String])]
    )
    func whereAContainerStands(object: Manifest, kind: GroupKind, expected: [String]) throws {
        #expect(try paths(object, kind) == [expected])
    }
}

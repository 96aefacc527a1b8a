import Kubernetes
import Testing

@Suite struct ContainerWalkTests {
    @Test func containersAreSeenInTheOrderTheyRun() throws {
        let pod: Manifest = #"""
            {"spec":{"containers":[{"name":"a"},{"name":"b","resources":@R},{"name":"side","resources":{}},@C],
            "initContainers":[{"name":"load","resources":@R},{"name":"sidecar","restartPolicy":"Always","resources":@R}]}}
            """#
        #expect(
            try sightings(in: pod, of: .pod) == [
                "spec.initContainers[0] load", "spec.initContainers[1] sidecar", "spec.containers[1] b",
                "spec.containers[3] c",
            ]
        )
    }

    @Test(
        arguments: [
            "{}", #"{"spec":null}"#, #"{"spec":[]}"#, #"{"spec":{"containers":null}}"#, #"{"spec":{"containers":{}}}"#,
            #"{"spec":{"containers":[null,1,"x",[]]}}"#, #"{"spec":{"containers":[{"name":"a","resources":null}]}}"#,
            #"{"spec":{"containers":[{"name":"a","resources":{"limits":["nvidia.com/mig-1g.5gb"]}}]}}"#,
            #"{"spec":{"containers":[{"name":"a","resources":{"limits":"nvidia.com/mig-1g.5gb"}}]}}"#,
            #"{"template":@T}"#, #"{"metadata":{"annotations":{"spec":"x"}}}"#,
        ] as [Manifest]
    )
    func aPodOfAnotherShapeAsksForNothing(pod: Manifest) throws {
        #expect(try sightings(in: pod, of: .pod) == [])
    }

    /// They may not hold resources.
    @Test func ephemeralContainersOfAPodAreLeftOut() throws {
        #expect(try sightings(in: #"{"spec":{"ephemeralContainers":[@C],"containers":[@C]}}"#, of: .pod).count == 1)
    }

    /// The API server prunes what a built-in kind does not have, so nothing there will run.
    @Test(arguments: [GroupKind.pod, .deployment, GroupKind(group: "batch", kind: "Job")])
    func besideTheRowOfABuiltInKindNothingIsRead(kind: GroupKind) throws {
        #expect(try sightings(in: #"{"other":{"spec":@S},"spec":{"other":@T,"resources":@R}}"#, of: kind) == [])
    }

    @Test func whatARowOfACustomResourceDoesNotReachIsReadByStructure() throws {
        let cluster: Manifest = #"""
            {"spec":{"headGroupSpec":{"template":@T},"newGroupSpecs":[{"template":@T}],"sidecar":{"resources":@R}}}
            """#
        let expected =
            template("spec.headGroupSpec.template") + template("spec.newGroupSpecs[0].template")
            + ["spec.sidecar.resources"]
        #expect(try sightings(in: cluster, of: .rayCluster) == expected)
    }

    @Test(
        arguments: [
            (#"{"spec":@S}"#, podSpec("spec")),
            (#"{"spec":{"roles":[{"template":@T}]}}"#, template("spec.roles[0].template")),
            (#"{"spec":{"podSpec":@S}}"#, podSpec("spec.podSpec")),
            (#"{"inference":{"template":@T}}"#, template("inference.template")),
            (
                #"{"spec":{"services":{"a":{"extraPodSpec":@S},"b":{"resources":@R}}}}"#,
                podSpec("spec.services.a.extraPodSpec") + ["spec.services.b.resources"]
            ),
            (
                #"{"spec":{"templates":[[@S],[{"x":@S}]]}}"#,
                podSpec("spec.templates[0][0]") + podSpec("spec.templates[1][0].x")
            ),
            (
                #"{"spec":{"trainer":{"resourcesPerNode":@R},"steps":[{"computeResources":{"requests":@A}}]}}"#,
                ["spec.trainer.resourcesPerNode", "spec.steps[0].computeResources"]
            ),
            (
                #"{"spec":{"inferenceConfig":{"flavors":[{"name":"t4","limits":@A}]}}}"#,
                ["spec.inferenceConfig.flavors[0]"]
            ),
            (
                #"{"spec":{"templates":[{"container":{"image":"x","resources":@R}},{"sidecars":[@C]}]}}"#,
                ["spec.templates[0].container.resources", "spec.templates[1].sidecars[0].resources"]
            ),
            (#"{"spec":{"template":{"spec":{"initContainers":[@C]}}}}"#, ["spec.template.spec.initContainers[0] c"]),
        ] as [(Manifest, [String])]
    )
    func aKindWithoutARowIsReadByStructure(object: Manifest, expected: [String]) throws {
        #expect(try sightings(in: object, of: .unknown) == expected)
    }

    /// `Job` is three different things, and `InferenceService` is too.
    @Test(
        arguments: [
            (GroupKind(group: "batch", kind: "Job"), #"{"spec":{"template":@T}}"#, template("spec.template")),
            (GroupKind(group: "batch", kind: "Job"), #"{"spec":{"tasks":[{"template":@T}]}}"#, []),
            (
                GroupKind(group: "batch.volcano.sh", kind: "Job"), #"{"spec":{"tasks":[{"template":@T}]}}"#,
                template("spec.tasks[0].template")
            ),
            (
                GroupKind(group: "apps.kruise.io", kind: "StatefulSet"), #"{"spec":{"template":@T}}"#,
                template("spec.template")
            ),
            (
                GroupKind(group: "ome.io", kind: "InferenceService"), #"{"spec":{"engine":{"runner":@C}}}"#,
                ["spec.engine.runner.resources"]
            ),
            (
                GroupKind(group: "llmaz.io", kind: "Service"), #"{"spec":{"workloadTemplate":{"leaderTemplate":@T}}}"#,
                template("spec.workloadTemplate.leaderTemplate")
            ),
        ] as [(GroupKind, Manifest, [String])]
    )
    func kindsOfTheSameNameInOtherGroups(kind: GroupKind, object: Manifest, expected: [String]) throws {
        #expect(try sightings(in: object, of: kind) == expected)
    }

    /// A claim on devices has a list under `requests`.
    @Test func aResourceClaimHoldsNoAmounts() throws {
        let claim: Manifest = #"""
            {"spec":{"devices":{"requests":[{"name":"nvidia.com/mig-1g.5gb","exactly":{"deviceClassName":"mig.nvidia.com",
            "count":1,"selectors":[{"cel":{"expression":"true"}}]}}]}}}
            """#
        #expect(try sightings(in: claim, of: GroupKind(group: "resource.k8s.io", kind: "ResourceClaim")) == [])
    }

    /// What a controller reports runs nothing.
    @Test func metadataAndStatusOfAnObjectAreLeftOut() throws {
        #expect(try sightings(in: #"{"metadata":{"x":@T},"status":{"podTemplate":@T},"spec":{}}"#, of: .unknown) == [])
        #expect(try sightings(in: #"{"spec":{"metadata":{"x":@T},"status":@T}}"#, of: .unknown).count == 4)
    }

    @Test func aContainerThatARowAndStructureReachIsSeenOnce() throws {
        let service: Manifest = #"{"spec":{"predictor":{"containers":[@C],"model":@C,"spec":{"resources":@R}}}}"#
        #expect(
            try sightings(in: service, of: .inferenceService) == [
                "spec.predictor.containers[0] c", "spec.predictor.model c", "spec.predictor.spec",
            ]
        )
    }

    // MARK: Objects in objects

    @Test func objectsInsideAnAppWrapperAreReadByTheirOwnRows() throws {
        let wrapper: Manifest = #"""
            {"spec":{"components":[
            {"template":{"apiVersion":"ray.io/v1","kind":"RayCluster","spec":{"headGroupSpec":{"template":@T}}}},
            {"template":{"apiVersion":"workload.codeflare.dev/v1beta2","kind":"AppWrapper","spec":{"components":[
            {"template":{"apiVersion":"v1","kind":"List","items":[{"apiVersion":"v1","kind":"Pod","spec":@S}]}}]}}},
            {"template":{"apiVersion":"example.com/v1","kind":"Thing","inference":{"template":@T}}}]}}
            """#
        let expected =
            template("spec.components[0].template.spec.headGroupSpec.template")
            + podSpec("spec.components[1].template.spec.components[0].template.items[0].spec")
            + template("spec.components[2].template.inference.template")
        #expect(try sightings(in: wrapper, of: .appWrapper) == expected)
    }

    @Test func objectsInsideAnUnknownKindAreReadByTheirOwnRows() throws {
        let object: Manifest = #"""
            {"spec":{"workload":{"apiVersion":"serving.kserve.io/v1beta1","kind":"InferenceService",
            "spec":{"predictor":{"triton":@C}}}}}
            """#
        #expect(try sightings(in: object, of: .unknown) == ["spec.workload.spec.predictor.triton c"])
    }

    /// Each once, or thirty wrappers in each other would take a thousand million looks.
    @Test func wrappersInWrappersAreReadOnce() throws {
        var json = #"{"apiVersion":"v1","kind":"Pod","spec":@S}"#
        for _ in 0..<28 {
            json = #"""
                {"apiVersion":"workload.codeflare.dev/v1beta2","kind":"AppWrapper",
                "spec":{"components":[{"template":\#(json)}]}}
                """#
        }
        let expected = podSpec(String(repeating: "spec.components[0].template.", count: 28) + "spec")
        #expect(try sightings(in: Manifest(stringLiteral: json), of: .appWrapper) == expected)
    }
}

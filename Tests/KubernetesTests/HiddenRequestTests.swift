import Kubernetes
import Testing

/// Attempts to ask for a MIG slice where the walk does not look.
@Suite struct HiddenRequestTests {
    // MARK: Spelling

    @Test(
        arguments: [
            #"{"spec":{"containers":[{"name":"c","resources":{"limits":{"nvidia.com\/mig-1g.5gb":1}}}]}}"#,
            #"{"spec":{"containers":[{"name":"c","resources":{"limits":{"\u006evidia.com/mig-1g.5gb":1}}}]}}"#,
            #"{"\u0073pec":{"container\u0073":[{"n\u0061me":"c","res\u006furces":{"\u006cimits":@A}}]}}"#,
            #"{"spec":{"containers":[{"name":"c","resources":{"requests":@A}}]}}"#,
            #"{"spec":{},"\u0073pec":{"containers":[],"containers":[{"name":"c","resources":{},"resources":@R}]}}"#,
        ] as [Manifest]
    )
    func spellingsOfTheSameRequest(pod: Manifest) throws {
        #expect(try sightings(in: pod, of: .pod) == ["spec.containers[0] c"])
        #expect(try withReview(of: pod, .pod) { $0.mayMention("nvidia.com/mig-") })
    }

    /// As in Go, what stands last is what will run.
    @Test func anEarlierDuplicateIsNotRun() throws {
        #expect(try sightings(in: #"{"spec":@S,"spec":{"containers":[]}}"#, of: .pod) == [])
    }

    @Test(
        arguments: [
            (#"{"spec":{"containers":[{"resources":@R}]}}"#, "spec.containers[0]"),
            (#"{"spec":{"containers":[{"name":7,"resources":@R}]}}"#, "spec.containers[0]"),
            (#"{"spec":{"containers":[{"name":"","resources":@R}]}}"#, "spec.containers[0] "),
            (#"{"spec":{"containers":[null,"x",{"name":"c","resources":@R}]}}"#, "spec.containers[2] c"),
        ] as [(Manifest, String)]
    )
    func containersWithoutAName(pod: Manifest, expected: String) throws {
        #expect(try sightings(in: pod, of: .pod) == [expected])
    }

    // MARK: Beside something that looks like the whole

    /// A map that is one thing may be another as well, and anything may stand beside.
    @Test(
        arguments: [
            (#"{"spec":{"limits":{},"template":@T}}"#, template("spec.template")),
            (#"{"spec":{"requests":{"cpu":"1"},"worker":{"resources":@R}}}"#, ["spec.worker.resources"]),
            (#"{"spec":{"x":{"limits":{"cpu":1},"resources":@R}}}"#, ["spec.x.resources"]),
            (#"{"spec":{"resources":{"limits":{},"extra":@R}}}"#, ["spec.resources.extra"]),
            (#"{"spec":{"x":{"containers":[@C],"limits":@A}}}"#, ["spec.x.containers[0] c", "spec.x"]),
            (#"{"spec":{"x":{"containers":[{}],"worker":@S}}}"#, podSpec("spec.x.worker")),
            (#"{"spec":{"x":{"initContainers":[{}],"containers":{"main":@C}}}}"#, ["spec.x.containers.main.resources"]),
            (#"{"spec":{"x":{"containers":[{"image":"a","worker":@S}]}}}"#, podSpec("spec.x.containers[0].worker")),
            (
                #"{"spec":{"x":{"containers":[{"name":"a","computeResources":@R}]}}}"#,
                ["spec.x.containers[0].computeResources"]
            ),
            (#"{"spec":{"x":{"containers":[[@C],{}]}}}"#, ["spec.x.containers[0][0].resources"]),
            (
                #"{"spec":{"containers":{"main":@C,"other":@C}}}"#,
                ["spec.containers.main.resources", "spec.containers.other.resources"]
            ),
            (#"{"containers":[@C]}"#, ["containers[0] c"]),
            (#"{"limits":@A}"#, [""]),
        ] as [(Manifest, [String])]
    )
    func besideSomethingElse(object: Manifest, expected: [String]) throws {
        #expect(try sightings(in: object, of: .unknown) == expected)
    }

    @Test(
        arguments: [
            (
                #"{"spec":{"predictor":{"model":{"limits":{}},"triton":{"limits":{},"resources":@R}}}}"#,
                ["spec.predictor.triton"]
            ),
            (
                #"{"spec":{"predictor":{"model":{"name":"m","resources":{"limits":{}},"worker":@S}}}}"#,
                podSpec("spec.predictor.model.worker")
            ),
            (
                #"{"spec":{"predictor":{"containers":[{"name":"a","resources":{},"computeResources":@R}]}}}"#,
                ["spec.predictor.containers[0].computeResources"]
            ),
        ] as [(Manifest, [String])]
    )
    func besideWhatARowHasReached(object: Manifest, expected: [String]) throws {
        #expect(try sightings(in: object, of: .inferenceService) == expected)
    }

    // MARK: Under a false name

    /// A custom resource may keep fields that its schema does not know: a pod template may then call itself an object
    /// whose row looks elsewhere, and the controller that decodes the template does not care.
    @Test(arguments: [
        ("apps/v1", "Deployment"), ("v1", "Pod"), ("v1", "List"), ("batch/v1", "CronJob"), ("ray.io/v1", "RayCluster"),
        ("workload.codeflare.dev/v1beta2", "AppWrapper"), ("example.com/v1", "Thing"), ("", ""),
    ])
    func aTemplateThatCallsItselfSomethingElse(apiVersion: String, kind: String) throws {
        let name = #""apiVersion":"\#(apiVersion)","kind":"\#(kind)""#
        let object: Manifest = #"{"spec":{"template":{\#(name),"metadata":{"annotations":{"size":"1Gi"}},"spec":@S}}}"#
        #expect(try sightings(in: object, of: .unknown) == template("spec.template"))
        let bare: Manifest = #"{"spec":{"template":{\#(name),"initContainers":[@C],"containers":[@C]}}}"#
        #expect(
            try sightings(in: bare, of: .unknown) == [
                "spec.template.initContainers[0] c", "spec.template.containers[0] c",
            ]
        )
        let fragment: Manifest = #"{"spec":{"x":{"resources":{\#(name),"limits":@A}}}}"#
        #expect(try sightings(in: fragment, of: .unknown) == ["spec.x.resources"])
        let container: Manifest = #"{"spec":{"x":{\#(name),"resources":@R}}}"#
        #expect(try sightings(in: container, of: .unknown) == ["spec.x.resources"])
        let map: Manifest = #"{"spec":{"roles":{\#(name),"status":@T,"metadata":@T}}}"#
        #expect(
            try sightings(in: map, of: .unknown) == template("spec.roles.status") + template("spec.roles.metadata")
        )
    }

    // MARK: Left to the pod

    /// Controllers make a request out of these; it is judged where it becomes one, in the pod.
    @Test(
        arguments: [
            #"{"spec":{"templates":[{"podSpecPatch":"{\"containers\":[{\"resources\":{\"limits\":{\"nvidia.com/mig-1g.5gb\":1}}}]}"}]}}"#,
            #"{"spec":{"deploymentConfig":{"resources":{"gpu":"1","gpuType":"nvidia.com/mig-1g.5gb"}}}}"#,
            #"{"spec":{"executor":{"gpu":{"name":"nvidia.com/mig-1g.5gb","quantity":1}}}}"#,
            #"{"resource":{"partition":{"mode":"mig","profile":"1g.5gb","count":1}}}"#,
            #"{"spec":{"minResources":@A}}"#,
        ] as [Manifest]
    )
    func whatIsNoMapOfLimitsOrRequests(object: Manifest) throws {
        #expect(try sightings(in: object, of: .unknown) == [])
    }

    /// Dynamo of v1alpha1 keeps amounts of other resources one map deeper.
    @Test func amountsInsideOfLimits() throws {
        let graph: Manifest = #"{"spec":{"services":{"worker":{"resources":{"limits":{"gpu":"1","custom":@A}}}}}}"#
        let kind = GroupKind(group: "nvidia.com", kind: "DynamoGraphDeployment")
        #expect(try sightings(in: graph, of: kind) == ["spec.services.worker.resources"])
    }

    // MARK: Among many keys

    /// Equal to Swift's strings, two keys to Kubernetes.
    @Test(arguments: [0, 40])
    func behindAKeyThatUnicodeCallsTheSame(fillers: Int) throws {
        let filling = (0..<fillers).map { #","f\#($0)":0"# }.joined()
        let object: Manifest = #"{"spec":{"\u00e9":{"resources":@R},"e\u0301":{}\#(filling)}}"#
        #expect(try sightings(in: object, of: .unknown) == ["spec.\u{E9}.resources"])
    }

    @Test(arguments: [0, 31, 32, 33, 2_000])
    func amongManyKeys(fillers: Int) throws {
        let filling = (0..<fillers).map { #""f\#($0)":{},"# }.joined()
        let object: Manifest =
            #"{"spec":{\#(filling)"x":{"resources":{"limits":{\#(filling)"nvidia.com/mig-1g.5gb":1}}}}}"#
        #expect(try sightings(in: object, of: .unknown) == ["spec.x.resources"])
    }
}

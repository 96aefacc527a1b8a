import Kubernetes
import Testing

/// What a container and the objects around it declare.
@Suite struct ContainerViewTests {
    /// What is found of annotation `x`: `[on the pod, on the owners]`, then the same of `x/` with the container's name.
    private func annotations(_ object: Manifest, _ kind: GroupKind) throws -> [[String]] {
        var found: [[String]] = []
        try forEachContainer(of: object, kind) { container in
            let places = [PodView.AnnotationPlace.pod, .owner]
            let general = places.map { container.annotation(FieldName("x"), on: $0)?.description ?? "-" }
            let own = places.map { container.ownAnnotation(FieldName("x/"), on: $0)?.description ?? "-" }
            found.append(general + own)
        }
        return found
    }

    /// Metadata that declares `value`, for all containers and for `c`.
    private static func metadata(_ value: String) -> String {
        #""metadata":{"annotations":{"x":"\#(value)","x/c":"\#(value) of c","x/d":"\#(value) of d"}}"#
    }

    @Test(
        arguments: [
            // A pod is its own pod; nothing is around it.
            (#"{\#(metadata("pod")),"spec":{"containers":[@C]}}"#, .pod, ["pod", "-", "pod of c", "-"]),
            (
                #"{\#(metadata("root")),"spec":{"template":{\#(metadata("pod")),"spec":{"containers":[@C]}}}}"#,
                .deployment, ["pod", "root", "pod of c", "root of c"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"template":{"spec":{"containers":[@C]}}}}"#,
                .deployment, ["-", "root", "-", "root of c"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"jobTemplate":{\#(metadata("job")),"spec":{"template":{"spec":{"containers":[@C]}}}}}}"#,
                GroupKind(group: "batch", kind: "CronJob"), ["-", "job", "-", "job of c"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"jobTemplate":{"metadata":{},"spec":{"template":{"spec":{"containers":[@C]}}}}}}"#,
                GroupKind(group: "batch", kind: "CronJob"), ["-", "root", "-", "root of c"]
            ),
            // A bare pod spec is nobody's template.
            (
                #"{\#(metadata("root")),"spec":{"template":{"containers":[@C]}}}"#,
                GroupKind(group: "serving.kserve.io", kind: "LLMInferenceService"), ["-", "root", "-", "root of c"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"predictor":{"model":@C}}}"#, .inferenceService,
                ["-", "root", "-", "root of c"]
            ),
            // A fragment has no name, so nothing is its own.
            (
                #"{\#(metadata("root")),"spec":{"resources":@R}}"#,
                GroupKind(group: "apps.nvidia.com", kind: "NIMService"), ["-", "root", "-", "-"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"workerGroupSpecs":[{"resources":@A,"template":{\#(metadata("pod"))}}]}}"#,
                .rayCluster, ["pod", "root", "-", "-"]
            ),
            // By structure: under a key `spec` the parent's metadata is the pod's.
            (
                #"{\#(metadata("root")),"spec":{"pods":[{\#(metadata("pod")),"spec":{"containers":[@C]}}]}}"#,
                .unknown, ["pod", "root", "pod of c", "root of c"]
            ),
            (
                #"{\#(metadata("root")),"spec":{"pods":[{\#(metadata("near")),"podSpec":{"containers":[@C]}}]}}"#,
                .unknown, ["-", "near", "-", "near of c"]
            ),
            (#"{\#(metadata("root")),"spec":{"containers":[@C]}}"#, .unknown, ["root", "-", "root of c", "-"]),
            (#"{\#(metadata("root")),"containers":[@C]}"#, .unknown, ["-", "root", "-", "root of c"]),
            (#"{\#(metadata("root")),"limits":@A}"#, .unknown, ["-", "root", "-", "-"]),
            (
                #"{\#(metadata("root")),"spec":{"components":[{"template":{"apiVersion":"v1","kind":"Pod",\#(metadata("pod")),"spec":{"containers":[@C]}}}]}}"#,
                .appWrapper, ["pod", "root", "pod of c", "root of c"]
            ),
        ] as [(Manifest, GroupKind, [String])]
    )
    func whoseAnnotationsCount(object: Manifest, kind: GroupKind, expected: [String]) throws {
        #expect(try annotations(object, kind) == [expected])
    }

    @Test(arguments: [
        (#"{"x":1,"x":2}"#, "2"), (#"{"\u0078":"a"}"#, "a"), (#"{"X":1,"xx":2,"":3}"#, "-"), (#"{"x":null}"#, "null"),
        (#"["x"]"#, "-"), (#""x""#, "-"), ("null", "-"),
    ])
    func anAnnotationIsFoundByItsWholeKey(annotations json: String, expected: String) throws {
        let pod: Manifest = #"{"metadata":{"annotations":\#(json)},"spec":{"containers":[@C]}}"#
        #expect(try annotations(pod, .pod) == [[expected, "-", "-", "-"]])
    }

    @Test(arguments: [#"c\u002fd"#, "é", #"\"q\""#, ""])
    func aContainersOwnAnnotationBearsItsName(name: String) throws {
        let pod: Manifest = #"""
            {"metadata":{"annotations":{"x/\#(name)":"own","x/other":"no"}},
            "spec":{"containers":[{"name":"\#(name)","resources":@R}]}}
            """#
        #expect(try annotations(pod, .pod) == [["-", "-", "own", "-"]])
    }

    // MARK: Environment

    private func variable(_ env: String, _ name: String = "SIZE") throws -> ScalarValue? {
        var found: ScalarValue?
        let pod: Manifest = #"{"spec":{"containers":[{"name":"c","resources":@R,"env":\#(env)}]}}"#
        try forEachContainer(of: pod, .pod) { found = $0.environmentVariable(FieldName(name)) }
        return found
    }

    @Test(
        arguments: [
            (#"[{"name":"A","value":"1"},{"name":"SIZE","value":"40Gi"},{"name":"SIZE2","value":"2"}]"#, .text("40Gi")),
            (#"[{"name":"\u0053IZE","value":""}]"#, .text("")), (#"[{"name":"SIZE","value":7}]"#, .integer(7)),
            (#"[{"name":"SIZE","value":"1"},{"name":"SIZE","value":"2"}]"#, .text("2")),
            (#"[{"name":"SIZE","value":"1"},{"name":"SIZE","valueFrom":{"fieldRef":{}}}]"#, nil),
            (#"[{"name":"SIZE","valueFrom":{}},{"name":"SIZE","value":"2"}]"#, .text("2")),
            (#"[{"name":"SIZE"}]"#, nil), (#"[{"name":"size","value":"1"},null,"SIZE",["SIZE"]]"#, nil), ("[]", nil),
            (#"{"SIZE":"1"}"#, nil), ("null", nil),
        ] as [(String, ScalarValue?)]
    )
    func environmentVariables(env: String, expected: ScalarValue?) throws {
        #expect(try variable(env) == expected)
    }

    @Test func theEnvironmentOfAFragmentStandsBesideIt() throws {
        var found: [ScalarValue?] = []
        let workflow: Manifest = #"""
            {"spec":{"templates":[{"container":{"env":[{"name":"SIZE","value":"1"}],"resources":@R}},
            {"env":[{"name":"SIZE","value":"2"}],"container":{"resources":@R}}]}}
            """#
        try forEachContainer(of: workflow, .unknown) { found.append($0.environmentVariable(FieldName("SIZE"))) }
        #expect(found == [.text("1"), nil])
    }
}

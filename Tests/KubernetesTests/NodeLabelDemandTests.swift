import Kubernetes
import Testing

@Suite struct NodeLabelDemandTests {
    private func demand(of object: Manifest, _ kind: GroupKind = .pod) throws -> [[NodeLabelDemand.Alternatives]]? {
        var demand: NodeLabelDemand?
        try forEachContainer(of: object, kind) { demand = $0.pod.demand(onNodeLabel: FieldName("gpu")) }
        return demand?.terms
    }

    /// A pod spec with these fields and a container.
    private func demand(_ fields: String) throws -> [[NodeLabelDemand.Alternatives]]? {
        try demand(of: #"{"spec":{"containers":[@C],\#(fields)}}"#)
    }

    /// Required node affinity of these terms.
    private static func required(_ terms: String) -> String {
        #""affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[\#(terms)]}}}"#
    }

    /// A term with these expressions, each `key operator values`.
    private static func term(_ expressions: (String, String, [String])...) -> String {
        let written = expressions.map { key, relation, values in
            let list = values.map { #""\#($0)""# }.joined(separator: ",")
            return #"{"key":"\#(key)","operator":"\#(relation)","values":[\#(list)]}"#
        }
        return #"{"matchExpressions":[\#(written.joined(separator: ","))]}"#
    }

    @Test(
        arguments: [
            (#""nodeSelector":{"gpu":"A100","zone":"x"}"#, [[["A100"]]]),
            (#""nodeSelector":{"\u0067pu":"A\u0031"}"#, [[["A1"]]]),
            (required(term(("gpu", "In", ["A100", "H100"]))), [[["A100", "H100"]]]),
            (required(term(("gpu", "In", []))), [[[]]]),
            // The expressions of a term hold together, terms are alternatives.
            (
                required(term(("gpu", "In", ["A", "B"]), ("zone", "In", ["x"]), ("gpu", "NotIn", ["B"]))),
                [[["A", "B"]]]
            ),
            (
                required(term(("gpu", "In", ["A"])) + "," + term(("gpu", "In", ["B"]))),
                [[["A"]], [["B"]]]
            ),
            // One alternative that says nothing leaves the label open.
            (required(term(("gpu", "In", ["A"])) + "," + term(("zone", "In", ["x"]))), [[["A"]], []]),
            // The selector holds in every alternative.
            (
                #""nodeSelector":{"gpu":"A"},"#
                    + required(term(("gpu", "NotIn", ["B"])) + "," + term(("zone", "In", ["x"]))),
                [[["A"]], [["A"]]]
            ),
            (#""nodeSelector":{"gpu":"A"},"affinity":{}"#, [[["A"]]]),
            (#""nodeSelector":{"gpu":"A"},"# + required(""), [[["A"]]]),
        ] as [(String, [[NodeLabelDemand.Alternatives]])]
    )
    func whatAPodDemands(fields: String, terms: [[NodeLabelDemand.Alternatives]]) throws {
        #expect(try demand(fields) == terms)
    }

    @Test(arguments: [
        #""nodeSelector":{"zone":"x"}"#, #""nodeSelector":null"#, #""nodeSelector":{"gpu":7}"#,
        #""nodeSelector":["gpu"]"#,
        #""affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[]}}"#,
        #""affinity":{"nodeAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":100,"preference":"#
            + term(
                ("gpu", "In", ["A"])
            ) + "}]}}",
        required(term(("gpu", "Exists", []))), required(term(("gpu", "DoesNotExist", []))),
        required(term(("gpu", "Gt", ["1"]))),
        // What is left over may bear labels that nobody can list.
        required(term(("gpu", "NotIn", ["A100"]))),
        required(term(("GPU", "In", ["A"]))),
        required(#"{"matchFields":[{"key":"gpu","operator":"In","values":["A"]}]}"#),
        required("{}"), required(""), required("null"),
    ])
    func whatDemandsNothing(fields: String) throws {
        #expect(try demand(fields) == nil)
    }

    @Test(
        arguments: [
            (#"{"spec":{"template":{"spec":{"containers":[@C],"nodeSelector":{"gpu":"pod"}}}}}"#, .deployment, "pod"),
            (
                #"{"spec":{"predictor":{"nodeSelector":{"gpu":"predictor"},"model":@C}}}"#, .inferenceService,
                "predictor"
            ),
            (
                #"{"spec":{"resources":@R,"nodeSelector":{"gpu":"service"}}}"#,
                GroupKind(group: "apps.nvidia.com", kind: "NIMService"), "service"
            ),
            (
                #"{"spec":{"workerGroupSpecs":[{"resources":@A,"template":{"spec":{"nodeSelector":{"gpu":"pod"}}}}]}}"#,
                .rayCluster, "pod"
            ),
            (
                #"{"spec":{"nodeSelector":{"gpu":"outer"},"worker":{"nodeSelector":{"gpu":"inner"},"resources":@R}}}"#,
                .unknown, "inner"
            ),
        ] as [(Manifest, GroupKind, String)]
    )
    func theNearestMapAroundTheContainerCounts(object: Manifest, kind: GroupKind, value: String) throws {
        #expect(try demand(of: object, kind) == [[[value]]])
    }

    /// What stands around a pod spec is another pod's.
    @Test func aSelectorOutsideThePodSpecIsNotThePods() throws {
        let object: Manifest = #"""
            {"spec":{"predictor":{"nodeSelector":{"gpu":"predictor"},"workerSpec":{"containers":[@C]}}}}
            """#
        #expect(try demand(of: object, .inferenceService) == nil)
    }

    /// A label's value has at most 63 bytes; of a longer one no more is kept than shows that it is none.
    @Test func longValuesAreCut() throws {
        let long = String(repeating: "a", count: 100_000)
        #expect(try demand(#""nodeSelector":{"gpu":"\#(long)"}"#) == [[[String(long.prefix(64))]]])
    }

    /// A selector further out may belong to another pod.
    @Test(arguments: [#""nodeSelector":{}"#, #""affinity":{}"#])
    func aNearerSelectorHidesAFartherOne(fields: String) throws {
        let object: Manifest = #"{"spec":{"nodeSelector":{"gpu":"outer"},"worker":{"resources":@R,\#(fields)}}}"#
        #expect(try demand(of: object, .unknown) == nil)
    }
}

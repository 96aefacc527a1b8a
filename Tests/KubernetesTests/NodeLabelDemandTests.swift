import Kubernetes
import Testing

@Suite struct NodeLabelDemandTests {
    private typealias Requirement = NodeLabelDemand.Requirement

    private func demand(of object: Manifest, _ kind: GroupKind = .pod) throws -> [[Requirement]]? {
        var demand: NodeLabelDemand?
        try forEachContainer(of: object, kind) { demand = $0.demand(onNodeLabel: FieldName("gpu")) }
        return demand?.terms
    }

    /// A pod spec with these fields and a container.
    private func demand(_ fields: String) throws -> [[Requirement]]? {
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
            (#""nodeSelector":{"gpu":"A100","zone":"x"}"#, [[.isOneOf(["A100"])]]),
            (#""nodeSelector":{"\u0067pu":"A\u0031"}"#, [[.isOneOf(["A1"])]]),
            (required(term(("gpu", "In", ["A100", "H100"]))), [[.isOneOf(["A100", "H100"])]]),
            (required(term(("gpu", "NotIn", ["A100"]))), [[.isNoneOf(["A100"])]]),
            (required(term(("gpu", "In", []))), [[.isOneOf([])]]),
            // The expressions of a term hold together, terms are alternatives.
            (
                required(term(("gpu", "In", ["A", "B"]), ("zone", "In", ["x"]), ("gpu", "NotIn", ["B"]))),
                [[.isOneOf(["A", "B"]), .isNoneOf(["B"])]]
            ),
            (
                required(term(("gpu", "In", ["A"])) + "," + term(("gpu", "In", ["B"]))),
                [[.isOneOf(["A"])], [.isOneOf(["B"])]]
            ),
            // One alternative that says nothing leaves the label open.
            (required(term(("gpu", "In", ["A"])) + "," + term(("zone", "In", ["x"]))), [[.isOneOf(["A"])], []]),
            // The selector holds in every alternative.
            (
                #""nodeSelector":{"gpu":"A"},"#
                    + required(term(("gpu", "NotIn", ["B"])) + "," + term(("zone", "In", ["x"]))),
                [[.isOneOf(["A"]), .isNoneOf(["B"])], [.isOneOf(["A"])]]
            ),
            (#""nodeSelector":{"gpu":"A"},"affinity":{}"#, [[.isOneOf(["A"])]]),
            (#""nodeSelector":{"gpu":"A"},"# + required(""), [[.isOneOf(["A"])]]),
        ] as [(String, [[NodeLabelDemand.Requirement]])]
    )
    func whatAPodDemands(fields: String, terms: [[NodeLabelDemand.Requirement]]) throws {
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
        #expect(try demand(of: object, kind) == [[.isOneOf([value])]])
    }

    /// A selector further out may belong to another pod.
    @Test(arguments: [#""nodeSelector":{}"#, #""affinity":{}"#])
    func aNearerSelectorHidesAFartherOne(fields: String) throws {
        let object: Manifest = #"{"spec":{"nodeSelector":{"gpu":"outer"},"worker":{"resources":@R,\#(fields)}}}"#
        #expect(try demand(of: object, .unknown) == nil)
    }
}

import Admission
import MIG
import Testing

/// Which GPUs a pod may land on, told by the message that names them.
@Suite struct GPUSelectionTests {
    private let catalogue: Catalogue

    init() throws {
        catalogue = try Catalogue(
            text: """
                gpu      A
                labels   NVIDIA-A
                profile  1g.10gb  7 1 1  0  capture  9728
                gpu      B
                labels   NVIDIA-B-SXM NVIDIA-B-PCIe
                profile  1g.10gb  7 1 1  0  capture  9728
                gpu      C
                labels   NVIDIA-C
                profile  1g.10gb  7 1 1  0  capture  9728
                """
        )
    }

    private func gpus(spec: String?, fleet: GPUSet? = nil) throws -> String {
        var settings = PolicySettings.standard
        settings.terms.fleet = fleet
        let policy = Policy(settings, catalogue: catalogue)
        var pod = Pod(size: "1Gi", ["nvidia.com/mig-none": "1"])
        pod.spec = spec
        let message = try pod.finding(policy).summary
        return String(message[try #require(message.firstRange(of: " profile of ")).upperBound...])
    }

    private static func selector(_ product: String) -> String {
        #""nodeSelector":{"nvidia.com/gpu.product":"\#(product)"}"#
    }

    /// A required node affinity of alternative terms, each a list of `operator values`.
    private static func affinity(_ terms: [[(relation: String, values: [String])]]) -> String {
        let terms = terms.map { expressions in
            let expressions = expressions.map { relation, values in
                let values = values.map { "\"\($0)\"" }.joined(separator: ",")
                return #"{"key":"nvidia.com/gpu.product","operator":"\#(relation)","values":[\#(values)]}"#
            }
            return #"{"matchExpressions":[\#(expressions.joined(separator: ","))]}"#
        }
        return """
            "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":\
            {"nodeSelectorTerms":[\(terms.joined(separator: ","))]}}}
            """
    }

    @Test func aPodWithoutDemandsLandsAnywhereInTheFleet() throws {
        #expect(try gpus(spec: nil) == "any known GPU")
        #expect(try gpus(spec: nil, fleet: catalogue.gpus(named: "B")) == "B")
        #expect(try gpus(spec: #""nodeSelector":{"zone":"a"}"#, fleet: catalogue.gpus(named: "B")) == "B")
    }

    @Test(arguments: [
        ("NVIDIA-A", "A"),
        ("NVIDIA-B-PCIe", "B"),
        ("NVIDIA-A-SHARED", "A"),
        ("NVIDIA-A-MIG-1g.10gb", "A"),
        ("A", "A"),
    ])
    func aNodeSelectorNamesAProduct(label: String, gpus: String) throws {
        #expect(try self.gpus(spec: Self.selector(label)) == gpus)
        // The pod's own demand comes before the policy's fleet.
        #expect(try self.gpus(spec: Self.selector(label), fleet: catalogue.gpus(named: "C")) == gpus)
    }

    @Test func aLabelThatNobodyKnowsCouldBeAnything() throws {
        #expect(try gpus(spec: Self.selector("NVIDIA-Z")) == "any known GPU")
        #expect(try gpus(spec: Self.selector("NVIDIA-Z"), fleet: catalogue.gpus(named: "C")) == "C")
        #expect(try gpus(spec: Self.affinity([[("In", ["NVIDIA-A", "NVIDIA-Z"])]])) == "any known GPU")
    }

    @Test(
        arguments: [
            ([[("In", ["NVIDIA-A", "NVIDIA-C"])]], "A, C"),
            // Terms are alternatives, their expressions hold together.
            ([[("In", ["NVIDIA-A"])], [("In", ["NVIDIA-B-SXM"])]], "A, B"),
            ([[("In", ["NVIDIA-A", "NVIDIA-B-SXM"]), ("In", ["NVIDIA-B-PCIe", "NVIDIA-C"])]], "B"),
            // An exclusion leaves the shared and the old labels of the product, which nobody lists.
            ([[("In", ["NVIDIA-A", "NVIDIA-C"]), ("NotIn", ["NVIDIA-A"])]], "A, C"),
            ([[("NotIn", ["NVIDIA-B-SXM", "NVIDIA-B-PCIe"])]], "any known GPU"),
            ([[("Exists", [])]], "any known GPU"),
            // One alternative says nothing of the product.
            ([[("In", ["NVIDIA-A"])], []], "any known GPU"),
            // A demand that nothing meets tells nothing.
            ([[("In", ["NVIDIA-A"]), ("In", ["NVIDIA-C"])]], "any known GPU"),
        ] as [([[(relation: String, values: [String])]], String)]
    )
    func anAffinityNarrowsThem(terms: [[(relation: String, values: [String])]], gpus: String) throws {
        #expect(try self.gpus(spec: Self.affinity(terms)) == gpus)
    }

    @Test func anOpenAlternativeMeansTheFleet() throws {
        let fleet = try #require(catalogue.gpus(named: "A")).union(try #require(catalogue.gpus(named: "B")))
        #expect(try gpus(spec: Self.affinity([[("NotIn", ["NVIDIA-A"])]]), fleet: fleet) == "A, B")
        #expect(try gpus(spec: Self.affinity([[("In", ["NVIDIA-C"])], []]), fleet: fleet) == "A, B")
    }

    @Test func selectorAndAffinityHoldTogether() throws {
        let affinity = Self.affinity([[("In", ["NVIDIA-A", "NVIDIA-C"])], [("In", ["NVIDIA-B-SXM"])]])
        #expect(try gpus(spec: "\(Self.selector("NVIDIA-C")),\(affinity)") == "C")
    }

    @Test func preferencesAndOtherLabelsDoNotNarrow() throws {
        let preferred = Self.affinity([[("In", ["NVIDIA-A"])]])
            .replacing(
                "requiredDuringSchedulingIgnoredDuringExecution",
                with: "preferredDuringSchedulingIgnoredDuringExecution"
            )
        #expect(try gpus(spec: preferred) == "any known GPU")
        let other = Self.affinity([[("In", ["NVIDIA-A"])]]).replacing("nvidia.com/gpu.product", with: "zone")
        #expect(try gpus(spec: other) == "any known GPU")
    }
}

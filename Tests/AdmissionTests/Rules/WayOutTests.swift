import Admission
import MIG
import Testing

/// What a denial tells people to do instead: what stands behind how the limit came about.
@Suite struct WayOutTests {
    private func wayOut(_ pod: Pod, _ policy: Policy = .standard) throws -> String {
        let verdict = try pod.review.verdict(under: policy)
        let message = try #require(verdict.entries.first).finding.message
        let derivation = try #require(message.firstRange(of: "); "), "\(message)")
        return String(message[derivation.upperBound...])
    }

    @Test(arguments: [
        ("6Gi", "NVIDIA-A30", "1g.6gb", "nvidia.com/mig-2g.12gb (limit 11Gi)"),
        ("12Gi", "NVIDIA-A30", "1g.6gb", "nvidia.com/mig-4g.24gb (limit 23Gi)"),
        ("12Gi", "NVIDIA-A100-SXM4-80GB", "1g.10gb", "nvidia.com/mig-1g.20gb (limit 19Gi)"),
        ("12Gi", "NVIDIA-A100-SXM4-40GB", "1g.10gb", "nvidia.com/mig-3g.20gb (limit 19Gi)"),
        ("12Gi", "NVIDIA-H100-80GB-HBM3", "1g.10gb.me", "nvidia.com/mig-1g.20gb (limit 19Gi)"),
        ("33Gi", "NVIDIA-H200", "1g.35gb", "nvidia.com/mig-3g.71gb (limit 69.25Gi)"),
    ])
    func theSmallestSliceOfTheSameGPUsThatFits(size: String, product: String, profile: String, fits: String) throws {
        let pod = Pod(size: size, product: product, ["nvidia.com/mig-\(profile)": "1"])
        #expect(try wayOut(pod) == "smallest slice that fits: \(fits)")
    }

    @Test func severalSlicesMayMeanThatAParallelismIsMissing() throws {
        #expect(
            try wayOut(Pod(size: "60Gi", ["nvidia.com/mig-3g.40gb": "2"])) == """
                smallest slice that fits: nvidia.com/mig-7g.80gb (limit 78.75Gi); if 2 processes share the model, one on \
                each slice, annotate mig-gate.io/tensor-parallel-size: "2"
                """
        )
        #expect(
            try wayOut(Pod(size: "100Gi", ["nvidia.com/mig-7g.80gb": "2"])) == """
                if 2 processes share the model, one on each slice, annotate mig-gate.io/tensor-parallel-size: "2"
                """
        )
    }

    @Test func aParallelismIsNotProposedWhereItWouldNotFitOrIsDeclared() throws {
        let fits = "smallest slice that fits: nvidia.com/mig-7g.80gb (limit 78.75Gi)"
        #expect(try wayOut(Pod(size: "78Gi", ["nvidia.com/mig-3g.40gb": "2"])) == fits)
        #expect(try wayOut(Pod(size: "60Gi", parallelism: "1", ["nvidia.com/mig-3g.40gb": "2"])) == fits)
    }

    @Test(arguments: [
        ("100Gi", "7g.80gb", "2 of nvidia.com/mig-7g.80gb (limit 78.75Gi)", "2"),
        ("157Gi", "7g.80gb", "2 of nvidia.com/mig-7g.80gb (limit 78.75Gi)", "2"),
        // Twice the limit exactly: equal does not fit.
        ("161280Mi", "7g.80gb", "3 of nvidia.com/mig-7g.80gb (limit 78.75Gi)", "3"),
        ("300Gi", "1g.10gb", "4 of nvidia.com/mig-7g.80gb (limit 78.75Gi)", "4"),
    ])
    func whatNoSliceHoldsIsSpreadOverTheRoomiest(
        size: String,
        profile: String,
        slices: String,
        processes: String
    ) throws {
        let pod = Pod(size: size, product: "NVIDIA-A100-SXM4-80GB", ["nvidia.com/mig-\(profile)": "1"])
        #expect(
            try wayOut(pod)
                == "no slice of these GPUs fits; \(slices) would, with mig-gate.io/tensor-parallel-size: \"\(processes)\""
        )
    }

    @Test(arguments: ["100Gi", "157Gi", "161280Mi", "161279Mi", "999999999999", "4Ti"])
    func takingTheWayOutLeadsOut(size: String) throws {
        let denied = Pod(size: size, product: "NVIDIA-A100-SXM4-80GB", ["nvidia.com/mig-7g.80gb": "1"])
        let way = try wayOut(denied)
        let processes = try #require(way.split(separator: "\"").last.map(String.init))
        let mended = Pod(
            size: size,
            parallelism: processes,
            product: "NVIDIA-A100-SXM4-80GB",
            ["nvidia.com/mig-7g.80gb": processes]
        )
        #expect(try mended.review.judgement() == ["warn ParallelAcrossSlices"])
    }

    @Test func theAnnotationIsTheOneOfThePolicy() throws {
        let policy = try Policy(yaml: "parallelismSources:\n  annotations: [example.com/tp, example.com/other]")
        #expect(
            try wayOut(Pod(size: "100Gi", ["nvidia.com/mig-7g.80gb": "1"]), policy) == """
                no slice of these GPUs fits; 2 of nvidia.com/mig-7g.80gb (limit 78.75Gi) would, with example.com/tp: "2"
                """
        )
    }

    /// More processes than one node has slices are no advice.
    @Test(arguments: ["5Ti", "8Ei", "1e30"])
    func whatNoNodeHoldsHasNoWayOut(size: String) throws {
        let pod = Pod(size: size, product: "NVIDIA-A100-SXM4-80GB", ["nvidia.com/mig-7g.80gb": "1"])
        #expect(try wayOut(pod) == "no slice of these GPUs fits")
    }

    @Test func aHeadroomThatLeavesNothingHasNoWayOut() throws {
        let policy = try Policy(yaml: "headroom:\n  default: 200Gi")
        #expect(try wayOut(Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1"]), policy) == "no slice of these GPUs fits")
    }
}

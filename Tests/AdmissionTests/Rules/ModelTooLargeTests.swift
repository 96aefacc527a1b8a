import Admission
import MIG
import Testing

@Suite struct ModelTooLargeTests {
    @Test func theMessageSaysWhyAndWhatWouldFit() throws {
        let finding = try Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"]).finding()
        #expect(finding.code == .modelTooLarge)
        #expect(finding.declared?.size == .gibibytes(50))
        #expect(finding.limit?.size == .gibibytes(39))
        #expect(
            finding.message == """
                container "llm": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi (40Gi nominal - 1Gi \
                headroom); smallest slice that fits: nvidia.com/mig-7g.80gb (limit 78.75Gi)
                """
        )
        #expect(
            finding.summary
                == #"container "llm": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"#
        )
    }

    @Test func whatASliceReallyHasCounts() throws {
        let pod = Pod(size: "17Gi", product: "NVIDIA-H200", ["nvidia.com/mig-1g.18gb": "1"])
        #expect(
            try pod.message() == """
                container "llm": model of 17Gi does not fit nvidia.com/mig-1g.18gb: limit 15.75Gi (16Gi usable on \
                H200 141GB - 256Mi reserve); smallest slice that fits: nvidia.com/mig-1g.35gb (limit 32Gi)
                """
        )
    }

    @Test func anEstimateIsCalledOne() throws {
        #expect(
            try Pod(size: "32Gi", product: "NVIDIA-B300-SXM6-AC", ["nvidia.com/mig-1g.34gb": "1"]).message() == """
                container "llm": model of 32Gi does not fit nvidia.com/mig-1g.34gb: limit 30382Mi (30638Mi usable \
                (estimated) - 256Mi reserve); smallest slice that fits: nvidia.com/mig-1g.67gb (limit 60119Mi)
                """
        )
    }

    @Test(arguments: [
        ("39Gi", false),
        ("41875931136", false),
        ("41875931135", true),
        ("40Gi", false),
        ("39936Mi", false),
        ("41G", true),
        ("42G", false),
        ("38.99Gi", true),
        ("0", true),
        ("1e30", false),
    ])
    func equalDoesNotFitAndOneByteLessDoes(size: String, fits: Bool) throws {
        let pod = Pod(size: size, product: "NVIDIA-A100-SXM4-80GB", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(try pod.review.judgement() == (fits ? [] : ["deny ModelTooLarge"]))
    }

    @Test func thatEqualDoesNotFitIsSaid() throws {
        #expect(
            try Pod(size: "78Gi", parallelism: "2", ["nvidia.com/mig-3g.40gb": "2"]).review.verdict().entries[0].finding
                .message == """
                    container "llm": model of 78Gi over 2 slices, 39Gi each, does not fit nvidia.com/mig-3g.40gb: not \
                    below limit 39Gi (40Gi nominal - 1Gi headroom); smallest slice that fits: nvidia.com/mig-7g.80gb \
                    (limit 78.75Gi)
                    """
        )
    }

    @Test(arguments: [("16911433728", false), ("16911433727", true)])
    func theLimitOfAnH200sSmallestSliceIsBelowItsName(size: String, fits: Bool) throws {
        let pod = Pod(size: size, product: "NVIDIA-H200", ["nvidia.com/mig-1g.18gb": "1"])
        #expect(try pod.review.judgement() == (fits ? [] : ["deny ModelTooLarge"]))
    }

    @Test func slicesDoNotAddUp() throws {
        #expect(
            try Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "2"]).finding().summary
                == #"container "llm": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"#
        )
    }

    @Test func processesThatShareTheModelHoldAPartEach() throws {
        let pod = Pod(size: "100Gi", parallelism: "2", ["nvidia.com/mig-3g.40gb": "2"])
        let verdict = try pod.review.verdict()
        #expect(verdict.codes.names == ["ModelTooLarge", "ParallelAcrossSlices"])
        #expect(
            verdict.entries.first?.finding.message == """
                container "llm": model of 100Gi over 2 slices, 50Gi each, does not fit nvidia.com/mig-3g.40gb: limit \
                39Gi (40Gi nominal - 1Gi headroom); smallest slice that fits: nvidia.com/mig-7g.80gb (limit 78.75Gi)
                """
        )
    }

    @Test(arguments: [("78Gi", false), ("83751862271", false), ("83751862270", true)])
    func aPartIsRoundedUp(size: String, fits: Bool) throws {
        let pod = Pod(size: size, parallelism: "2", ["nvidia.com/mig-3g.40gb": "2"])
        #expect(try pod.review.verdict().codes.contains(.modelTooLarge) == !fits)
    }

    @Test func eachContainerIsJudgedByItself() throws {
        var pod = Pod([
            Pod.Container(name: "a", limits: ["nvidia.com/mig-1g.10gb": "1"]),
            Pod.Container(name: "b", limits: ["nvidia.com/mig-3g.40gb": "1"]),
            Pod.Container(name: "sidecar", limits: ["cpu": "1"]),
            Pod.Container(name: "c", limits: ["nvidia.com/mig-2g.20gb.shared": "1"]),
        ])
        pod.size = "20Gi"
        #expect(
            try pod.review.verdict().entries.map { $0.finding.summary } == [
                #"container "a": model of 20Gi does not fit nvidia.com/mig-1g.10gb: limit 9Gi"#,
                #"container "c": model of 20Gi does not fit nvidia.com/mig-2g.20gb.shared: limit 19Gi"#,
            ]
        )
    }

    @Test func whatHasNoPartOrNoLimitIsNotHeldAgainstOne() throws {
        let unreadable = Pod(size: "50Gi", parallelism: "two", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(try unreadable.review.judgement() == ["deny SizeUnreadable"])
        let unknown = Pod(size: "50Gi", ["nvidia.com/mig-3g.41gb": "1"])
        #expect(try unknown.review.judgement() == ["deny UnknownProfile"])
    }
}

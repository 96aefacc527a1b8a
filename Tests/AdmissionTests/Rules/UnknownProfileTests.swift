import Admission
import Testing

@Suite struct UnknownProfileTests {
    @Test func theNearestProfileIsProposed() throws {
        let finding = try Pod(size: "1Gi", ["nvidia.com/mig-3g.41gb": "1"]).finding()
        #expect(finding.code == .unknownProfile)
        #expect(finding.limit == nil)
        #expect(
            finding.message == """
                container "llm": nvidia.com/mig-3g.41gb is no MIG profile of any known GPU; the nearest is \
                nvidia.com/mig-3g.40gb
                """
        )
        #expect(
            finding.summary == #"container "llm": nvidia.com/mig-3g.41gb is no MIG profile of any known GPU"#
        )
    }

    @Test func aFormerNameIsKnownAndJudgedByTodaysSlice() throws {
        #expect(try Pod(size: "38Gi", ["nvidia.com/mig-3g.39gb": "1"]).review.judgement() == [])
        #expect(
            try Pod(size: "50Gi", ["nvidia.com/mig-3g.39gb": "1"]).finding().summary
                == #"container "llm": model of 50Gi does not fit nvidia.com/mig-3g.39gb: limit 39Gi"#
        )
    }

    @Test func aProfileOfOtherGPUsThanThePodSelectsIsUnknown() throws {
        let pod = Pod(size: "1Gi", product: "NVIDIA-H200", ["nvidia.com/mig-3g.40gb": "1"])
        #expect(
            try pod.message() == """
                container "llm": nvidia.com/mig-3g.40gb is no MIG profile of H200 141GB; the nearest is \
                nvidia.com/mig-3g.71gb
                """
        )
    }

    @Test func aProfileOfOtherGPUsThanTheFleetHasIsUnknown() throws {
        let policy = try Policy(yaml: "gpus: [A30, H200]")
        #expect(
            try Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1"]).message(policy) == """
                container "llm": nvidia.com/mig-3g.40gb is no MIG profile of A30 24GB, H200 141GB; the nearest is \
                nvidia.com/mig-3g.71gb
                """
        )
    }

    @Test func aLargeFleetDoesNotPushTheWayOutOutOfSight() throws {
        let policy = try Policy(yaml: "gpus: [A30, A100, H100, H200, B200]")
        #expect(
            try Pod(size: "1Gi", ["nvidia.com/mig-3g.41gb": "1"]).message(policy) == """
                container "llm": nvidia.com/mig-3g.41gb is no MIG profile of A30 24GB, A100 40GB, A100 80GB, H100 80GB \
                SXM and 5 more; the nearest is nvidia.com/mig-3g.40gb
                """
        )
    }

    @Test func nothingIsProposedWhereNothingIsNear() throws {
        #expect(
            try Pod(size: "1Gi", ["nvidia.com/mig-large": "1"]).message()
                == #"container "llm": nvidia.com/mig-large is no MIG profile of any known GPU"#
        )
    }

    @Test func eachUnknownSliceIsNamed() throws {
        let pod = Pod(size: "1Gi", ["nvidia.com/mig-a": "1", "nvidia.com/mig-b": "1", "nvidia.com/mig-3g.40gb": "1"])
        #expect(
            try pod.review.verdict().entries.filter { $0.finding.code == .unknownProfile }
                .map { $0.finding.summary } == [
                    #"container "llm": nvidia.com/mig-a is no MIG profile of any known GPU"#,
                    #"container "llm": nvidia.com/mig-b is no MIG profile of any known GPU"#,
                ]
        )
    }
}

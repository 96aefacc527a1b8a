import Admission
import Testing

@Suite struct ParallelAcrossSlicesTests {
    @Test func processesOnSeveralSlicesNeedANewNCCL() throws {
        let pod = Pod(size: "60Gi", parallelism: "2", ["nvidia.com/mig-3g.40gb": "2"])
        let finding = try pod.finding()
        #expect(finding.code == .parallelAcrossSlices)
        let cause = #"container "llm": tensor parallelism 2 across MIG slices needs NCCL 2.31 or later"#
        #expect(finding.summary == cause)
        #expect(finding.message == "\(cause); earlier releases do not run across MIG devices")
        #expect(try pod.review.verdict().decision == .warn)
    }

    @Test(arguments: [nil, "1"])
    func oneProcessCrossesNothing(parallelism: String?) throws {
        let pod = Pod(size: "1Gi", parallelism: parallelism, ["nvidia.com/mig-3g.40gb": "2"])
        #expect(try pod.review.judgement() == [])
    }
}

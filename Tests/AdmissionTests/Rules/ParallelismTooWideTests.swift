import Admission
import Testing

@Suite struct ParallelismTooWideTests {
    @Test func eachProcessNeedsASlice() throws {
        let finding = try Pod(size: "60Gi", parallelism: "4", ["nvidia.com/mig-3g.40gb": "2"]).finding()
        #expect(finding.code == .parallelismTooWide)
        let cause = #"container "llm": tensor parallelism 4 over 2 of nvidia.com/mig-3g.40gb"#
        #expect(finding.summary == cause)
        #expect(
            finding.message
                == "\(cause): each process needs a slice of its own; ask for 4 slices or lower the parallelism"
        )
    }

    @Test(arguments: [("1", "1", []), ("1", "2", []), ("2", "2", ["warn ParallelAcrossSlices"])])
    func noMoreProcessesThanSlicesAreInOrder(parallelism: String, slices: String, judgement: [String]) throws {
        let pod = Pod(size: "1Gi", parallelism: parallelism, ["nvidia.com/mig-3g.40gb": slices])
        #expect(try pod.review.judgement() == judgement)
    }

    @Test func aCountThatCannotBeReadIsNotComparedWith() throws {
        let pod = Pod(size: "1Gi", parallelism: "2", ["nvidia.com/mig-3g.40gb": "0"])
        #expect(try pod.review.judgement() == ["deny BadCount"])
    }
}

import Admission
import Testing

@Suite struct BadCountTests {
    private let resource = "nvidia.com/mig-3g.40gb"

    @Test(arguments: ["0", "-1", "0.5", "500m", "one", "", "1.5", "1 "])
    func slicesComeInWholeNumbers(count: String) throws {
        let finding = try Pod(size: "1Gi", [resource: count]).finding()
        #expect(finding.code == .badCount)
        let cause = "container \"llm\": limit \"\(count)\" of \(resource) is no whole number of at least 1"
        #expect(finding.summary == cause)
        #expect(finding.message == "\(cause): write how many slices the container needs, usually 1")
    }

    @Test(arguments: ["1", "7", "1000m", "1e0", "1k", "1.0"])
    func everySpellingOfAWholeNumberWillDo(count: String) throws {
        #expect(try Pod(size: "1Gi", [resource: count]).review.judgement() == [])
    }

    @Test func aRequestNeedsALimit() throws {
        var pod = Pod(size: "1Gi", [:], requests: [resource: "1"])
        for limits in [nil, [:], ["cpu": "1"]] as [[String: String]?] {
            pod.containers[0].limits = limits
            let finding = try pod.finding()
            #expect(finding.code == .badCount)
            let cause = "container \"llm\": requests \(resource) without a limit"
            #expect(finding.summary == cause)
            #expect(
                finding.message
                    == "\(cause): set limits to the same count, an extended resource is not overcommitted"
            )
        }
    }

    @Test func requestAndLimitAreEqual() throws {
        let finding = try Pod(size: "1Gi", [resource: "2"], requests: [resource: "1"]).finding()
        #expect(finding.code == .badCount)
        let cause = "container \"llm\": requests \"1\" but limits \"2\" of \(resource)"
        #expect(finding.summary == cause)
        #expect(finding.message == "\(cause): make them equal, an extended resource is not overcommitted")
    }

    @Test(arguments: [("1", "1"), ("1", "1000m"), ("2", "2.0")])
    func theSameAmountInAnotherSpellingIsEqual(limit: String, request: String) throws {
        #expect(try Pod(size: "1Gi", [resource: limit], requests: [resource: request]).review.judgement() == [])
    }

    @Test(arguments: ["one", "500m", "-1", "", "2"])
    func anyOtherRequestIsUnequal(request: String) throws {
        #expect(
            try Pod(size: "1Gi", [resource: "1"], requests: [resource: request]).finding().summary
                == "container \"llm\": requests \"\(request)\" but limits \"1\" of \(resource)"
        )
    }

    @Test func aModelIsHeldAgainstASliceWhateverItsCount() throws {
        #expect(
            try Pod(size: "50Gi", [resource: "0"]).review.judgement() == ["deny ModelTooLarge", "deny BadCount"]
        )
    }
}

import Admission
import Testing

@Suite struct MixedGPUAndMIGTests {
    @Test(arguments: [
        (["nvidia.com/gpu": "1", "nvidia.com/mig-3g.40gb": "1"], "nvidia.com/gpu and nvidia.com/mig-3g.40gb"),
        (
            ["nvidia.com/gpu.shared": "1", "nvidia.com/mig-3g.40gb": "1"],
            "nvidia.com/gpu.shared and nvidia.com/mig-3g.40gb"
        ),
        (
            ["nvidia.com/mig-3g.40gb": "1", "nvidia.com/mig-1g.10gb": "1"],
            "nvidia.com/mig-1g.10gb and nvidia.com/mig-3g.40gb"
        ),
        (
            [
                "nvidia.com/gpu": "1", "nvidia.com/mig-1g.10gb": "1", "nvidia.com/mig-1g.20gb": "1",
                "nvidia.com/mig-2g.20gb": "1", "nvidia.com/mig-3g.40gb": "1",
            ],
            """
            nvidia.com/gpu and nvidia.com/mig-1g.10gb and nvidia.com/mig-1g.20gb and nvidia.com/mig-2g.20gb and more
            """
        ),
    ])
    func oneContainerAsksForOneKindOfDevice(limits: [String: String], resources: String) throws {
        let finding = try Pod(size: "1Gi", limits).finding()
        #expect(finding.code == .mixedGPUAndMIG)
        #expect(
            finding.message == """
                container "llm": asks for \(resources), but a process sees devices of one kind only: ask for one, or use \
                a container for each
                """
        )
        #expect(
            finding.summary
                == "container \"llm\": asks for \(resources), but a process sees devices of one kind only"
        )
    }

    @Test(arguments: [
        ["nvidia.com/gpu": "0", "nvidia.com/mig-3g.40gb": "1"],
        ["nvidia.com/gpumem": "1", "nvidia.com/mig-3g.40gb": "1"],
        ["amd.com/gpu": "1", "nvidia.com/mig-3g.40gb": "1"],
    ])
    func whatIsNoWholeGPUMixesWithASlice(limits: [String: String]) throws {
        #expect(try Pod(size: "1Gi", limits).review.judgement() == [])
    }

    @Test func wholeGPUsThatAreOnlyRequestedCountToo() throws {
        let pod = Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1"], requests: ["nvidia.com/gpu": "1"])
        #expect(try pod.finding().code == .mixedGPUAndMIG)
    }

    @Test func twoContainersMayAskForOneKindEach() throws {
        var pod = Pod([
            Pod.Container(name: "a", limits: ["nvidia.com/gpu": "1"]),
            Pod.Container(name: "b", limits: ["nvidia.com/mig-3g.40gb": "1"]),
        ])
        pod.size = "1Gi"
        #expect(try pod.review.judgement() == [])
    }
}

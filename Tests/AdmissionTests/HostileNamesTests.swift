import Admission
import Testing

/// Names that try to speak in our place.
@Suite struct HostileNamesTests {
    @Test func hostileNamesStayWithinTheirSentence() throws {
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.containers[0].name = "x\": all is well\nWarning: \u{202E}"
        #expect(
            try pod.finding().summary == """
                container "x\\": all is well\\u{a}Warning: \\u{202e}": model of 50Gi does not fit nvidia.com/mig-3g.40gb: \
                limit 39Gi
                """
        )
        let resource = Pod(size: "1Gi", ["nvidia.com/mig-\n\(String(repeating: "y", count: 100))": "1"])
        #expect(
            try resource.finding().summary == """
                container "llm": nvidia.com/mig-\\u{a}\(String(repeating: "y", count: 64))… is no MIG profile of any \
                known GPU
                """
        )
    }
}

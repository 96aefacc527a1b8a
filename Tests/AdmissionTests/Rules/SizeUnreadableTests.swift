import Admission
import Testing

@Suite struct SizeUnreadableTests {
    @Test(arguments: [
        ("40GiB", "40Gi"), ("40 GB", "40G"), ("40gi", "40Gi"), ("1.5tb", "1.5T"), ("512mib", "512Mi"),
        ("40gb\n", "40G"),
        ("abc", "40Gi"), ("-1", "40Gi"), ("", "40Gi"), ("40 potatoes", "40Gi"), ("1.2.3Gi", "40Gi"), ("４０Gi", "40Gi"),
        ("NaN", "40Gi"), ("0x40", "40Gi"), ("40Gi,", "40Gi"),
    ])
    func theRightSpellingOfASizeIsShown(size: String, spelling: String) throws {
        let finding = try Pod(size: size, ["nvidia.com/mig-3g.40gb": "1"]).finding()
        #expect(finding.code == .sizeUnreadable)
        #expect(finding.declared == nil)
        let shown = size.replacing("\n", with: "\\u{a}")
        let cause = "container \"llm\": annotation mig-gate.io/model-size is \"\(shown)\", not a size"
        #expect(finding.summary == cause)
        #expect(finding.message == "\(cause): write a Kubernetes quantity such as \(spelling)")
    }

    @Test(arguments: ["0", "-1", "2.0", "+2", " 2", "two", "", "1000000", "2Gi", "２", "1e1"])
    func aParallelismIsAWholeNumberOfAtLeastOne(parallelism: String) throws {
        let finding = try Pod(size: "1Gi", parallelism: parallelism, ["nvidia.com/mig-3g.40gb": "2"]).finding()
        #expect(finding.code == .sizeUnreadable)
        let place = "annotation mig-gate.io/tensor-parallel-size"
        let cause = "container \"llm\": \(place) is \"\(parallelism)\", not a number of processes"
        #expect(finding.summary == cause)
        #expect(finding.message == "\(cause): write a whole number of at least 1, such as \"2\"")
    }

    @Test func bothAtOnceAreOneFinding() throws {
        #expect(
            try Pod(size: "40GiB", parallelism: "two", ["nvidia.com/mig-3g.40gb": "1"]).message() == """
                container "llm": annotation mig-gate.io/model-size is "40GiB", not a size, and annotation \
                mig-gate.io/tensor-parallel-size is "two", not a number of processes: write a Kubernetes quantity such as \
                40Gi; write a whole number of at least 1, such as "2"
                """
        )
    }

    @Test func thePlaceIsNamed() throws {
        var pod = Pod(["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = ["model-size.mig-gate.io/llm": "many"]
        #expect(
            try pod.finding().summary
                == #"container "llm": annotation model-size.mig-gate.io/llm is "many", not a size"#
        )
        pod.annotations = [:]
        pod.containers[0].environment = [("MODEL_SIZE", "many")]
        let policy = try Policy(yaml: "sizeSources:\n  env: [MODEL_SIZE]")
        #expect(
            try pod.finding(policy).summary
                == #"container "llm": environment variable MODEL_SIZE is "many", not a size"#
        )
    }

    @Test(arguments: [
        ("{}", "an object"), ("[1]", "a list"), ("true", "true"), ("null", "null"), ("-5", #""-5""#),
        ("-0.5", #""-0.5""#),
    ])
    func whatIsNoTextIsShownToo(value: String, shown: String) throws {
        let pod = Pod(size: "PLACE", ["nvidia.com/mig-3g.40gb": "1"]).json.replacing("\"PLACE\"", with: value)
        let entries = try Review(object: pod).verdict().entries
        #expect(
            entries.map { $0.finding.summary }
                == ["container \"llm\": annotation mig-gate.io/model-size is \(shown), not a size"]
        )
    }

    @Test(arguments: ["42949672960", "42949672960.0"])
    func aNumberWithoutQuotationMarksIsASize(value: String) throws {
        let pod = Pod(size: "PLACE", ["nvidia.com/mig-3g.40gb": "1"]).json.replacing("\"PLACE\"", with: value)
        let entries = try Review(object: pod).verdict().entries
        #expect(
            entries.map { $0.finding.summary }
                == [#"container "llm": model of 40Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"#]
        )
    }
}

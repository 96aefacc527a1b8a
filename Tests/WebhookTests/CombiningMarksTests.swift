import Testing

/// Swift compares strings by their canonical form: a row of combining marks takes time with the square of its length. No
/// text of a stranger may be compared whole.
@Suite struct CombiningMarksTests {
    private static let marks = "a" + String(repeating: "\u{301}\u{323}", count: 30_000)

    /// Where somebody may write a text of any length, in an object of a kind that nobody has checked.
    private static let objects: [String] = [
        container(limits: #""nvidia.com/mig-1\#(marks)":1"#),
        container(limits: #""nvidia.com/mig-1\#(marks)":1,"nvidia.com/mig-1\#(marks)b":1"#),
        container(
            limits: #""nvidia.com/mig-1g.10gb":"\#(marks)""#,
            requests: #""nvidia.com/mig-1g.10gb":"\#(marks)b""#
        ),
        container(name: marks, limits: #""nvidia.com/mig-3g.40gb":1"#, size: "50Gi"),
        container(limits: #""nvidia.com/mig-3g.40gb":1"#, size: marks),
        #"{"metadata":{"name":"x"},"spec":{"any":{"apiVersion":"\#(marks)/v1","kind":"\#(marks)","spec":"#
            + #"{"containers":[{"resources":{"limits":{"nvidia.com/mig-9g.1gb":1}}}]}}}}"#,
    ]

    private static func container(
        name: String = "c",
        limits: String,
        requests: String = "",
        size: String = "1Gi"
    ) -> String {
        """
        {"metadata":{"annotations":{"mig-gate.io/model-size":"\(size)","mig-gate.io/override-until":"\(size)"}},\
        "spec":{"containers":[{"name":"\(name)","resources":{"limits":{\(limits)},"requests":{\(requests)}}}]}}
        """
    }

    @Test(.timeLimit(.minutes(1)), arguments: objects.indices, [false, true])
    func aReviewIsAnsweredSoon(number: Int, isUpdate: Bool) {
        let object = Self.objects[number]
        let kind = #"{"group":"example.com","version":"v1","kind":"Any"}"#
        var review = ReviewText.review(kind: kind, object: isUpdate ? "\(object),\"oldObject\":\(object)" : object)
        if isUpdate {
            review = review.replacing("\"CREATE\"", with: "\"UPDATE\"")
        }
        var answer = ""
        let time = ContinuousClock().measure { answer = Route().post(review).text }
        #expect(answer.contains(isUpdate ? #""decision":"warn""# : #""decision":"deny""#), "\(answer.prefix(500))")
        #expect(time < .milliseconds(500), "\(time)")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "gpus: [\"%\"]", "\"%\": 1", "actions: {\"%\": deny}", "limits: {\"%\": 1Gi}",
            "overrides: {maxDuration: \"%\"}",
        ]
    )
    func aPolicyIsRefusedSoon(yaml: String) {
        let parts = yaml.replacing("\"", with: "\\\"").split(separator: "%")
        for text in [Self.marks.unicodeScalars.prefix(30_000), Self.marks.unicodeScalars.prefix(250)] {
            let data = #"{"policy.yaml":"\#(parts[0])\#(String(text))\#(parts[1])"}"#
            var answer = ""
            let time = ContinuousClock().measure { answer = PolicyGuardTests.answer(data: data) }
            #expect(answer.contains(#""allowed":false"#))
            #expect(time < .milliseconds(500), "\(time)")
        }
    }

    /// What an update leaves alone is found out by comparing.
    @Test(.timeLimit(.minutes(1))) func aPolicyIsComparedSoon() {
        // What differs stands at the beginning of the row, of which everything would be sorted.
        let row = String(Self.marks.unicodeScalars.dropFirst())
        let object = { (mark: String) in
            """
            {"metadata":{"name":"p","labels":{"mig-gate.io/policy":"true"}},"data":{"policy.yaml":"a\(mark)\(row)"}}
            """
        }
        let body = ReviewText.review(
            kind: #"{"group":"","version":"v1","kind":"ConfigMap"}"#,
            object: "\(object("\u{301}")),\"operation\":\"UPDATE\",\"oldObject\":\(object("\u{323}"))"
        )
        var answer = ""
        let time = ContinuousClock().measure { answer = Route().post(body).text }
        #expect(answer.contains("policies of 120003 bytes"), "\(answer.prefix(300))")
        #expect(time < .milliseconds(500), "\(time)")
    }
}

import Testing

/// The gate refuses policies that it could not read itself.
@Suite struct PolicyGuardTests {
    static func answer(
        data: String,
        label: String? = "true",
        binaryData: String = "{}",
        kind: String = "ConfigMap",
        operation: String = "CREATE"
    ) -> String {
        let labels = label.map { #""mig-gate.io/policy":"\#($0)""# } ?? ""
        let body = ReviewText.review(
            kind: #"{"group":"","version":"v1","kind":"\#(kind)"}"#,
            object: """
                {"metadata":{"name":"policy","labels":{\(labels)}},"data":\(data),"binaryData":\(binaryData)}
                """
        )
        return Route().post(operation == "CREATE" ? body : body.replacing("CREATE", with: operation)).text
    }

    @Test func aBadQuantityIsRefusedWithLineKeyAndFix() {
        let answer = Self.answer(data: ##"{"policy.yaml":"# ours\nheadroom:\n  default: 1GiB\n"}"##)
        #expect(answer.contains(#""allowed":false"#))
        #expect(answer.contains(#""code":403"#))
        #expect(answer.contains(#""auditAnnotations":{"decision":"deny","findings":"PolicyUnusable","uid":"u-1"}"#))
        let problem = #"ConfigMap ml/policy: policy.yaml:3: headroom.default: \"1GiB\" is no quantity: write 1Gi"#
        #expect(answer.contains(problem), "\(answer)")
    }

    @Test(arguments: ["CREATE", "UPDATE"])
    func allProblemsOfAllFilesAreNamed(operation: String) {
        let answer = Self.answer(
            data: #"{"a.yaml":"reserve: x\ncolour: red","b.yml":"gpus: A100","readme.txt":"reserve: x"}"#,
            operation: operation
        )
        #expect(answer.contains("a.yaml:1: reserve:"))
        #expect(answer.contains("a.yaml:2: colour:"))
        #expect(answer.contains("b.yml:1: gpus:"))
        #expect(!answer.contains("readme"))
    }

    @Test(arguments: [
        #"{"policy.yaml":"headroom:\n  default: 2Gi\n"}"#, #"{"policy.yaml":"{}","notes":"reserve: x"}"#,
    ])
    func aGoodPolicyIsAdmitted(data: String) {
        #expect(Self.answer(data: data).contains(#""allowed":true"#))
    }

    @Test(arguments: ["{}", #"{"policy.txt":"{}"}"#, "null", "7", #"{"policy.yaml":{}}"#])
    func aPolicyWithoutAFileIsRefused(data: String) {
        #expect(Self.answer(data: data).contains("its key must end in .yaml"))
    }

    @Test func aPolicyInBinaryDataIsRefused() {
        let answer = Self.answer(data: "{}", binaryData: #"{"policy.yaml":"e30="}"#)
        #expect(answer.contains("policy.yaml stands under binaryData; write it as text under data"))
    }

    /// A ConfigMap that was there before the gate can still be labelled, finalised and mended.
    @Test(arguments: [
        ("reserve: x", "reserve: x", true), ("reserve: x", "reserve: y", false), ("reserve: x", "reserve:  x", false),
        ("reserve: x", "reserve: 1Gi", true),
        ("reserve: 1Gi", "reserve: x", false),
    ])
    func whatWasWrongBeforeDoesNotRefuseAnUpdate(old: String, new: String, isAllowed: Bool) {
        func object(_ yaml: String) -> String {
            """
            {"metadata":{"name":"policy","labels":{"mig-gate.io/policy":"true"}},"data":{"policy.yaml":"\(yaml)"}}
            """
        }
        let body = ReviewText.review(
            kind: #"{"group":"","version":"v1","kind":"ConfigMap"}"#,
            object: "\(object(new)),\"oldObject\":\(object(old))"
        )
        let answer = Route().post(body.replacing("CREATE", with: "UPDATE")).text
        #expect(answer.contains(#""allowed":\#(isAllowed)"#), "\(answer)")
    }

    @Test func aConfigMapThatIsBeingDeletedIsLeftAlone() {
        let body = ReviewText.review(
            kind: #"{"group":"","version":"v1","kind":"ConfigMap"}"#,
            object: """
                {"metadata":{"name":"p","labels":{"mig-gate.io/policy":"true"},"deletionTimestamp":"2026-11-24T00:00:00Z"},\
                "data":{"policy.yaml":"x"}}
                """
        )
        #expect(Route().post(body).text.contains(#""allowed":true"#))
    }

    @Test func whatIsNoPolicyIsNotLookedAt() {
        let broken = #"{"policy.yaml":"reserve: x"}"#
        for answer in [
            Self.answer(data: broken, label: nil), Self.answer(data: broken, label: "false"),
            Self.answer(data: broken, kind: "Secret"),
            Self.answer(data: broken, operation: "DELETE"),
        ] {
            #expect(answer.contains(#""allowed":true"#))
        }
    }

    @Test func manyPoliciesAreAsLargeAsOne() {
        let policy = "# " + String(repeating: "x", count: 40_000)
        let answer = Self.answer(data: #"{"a.yaml":"\#(policy)","b.yaml":"\#(policy)"}"#)
        #expect(
            answer.contains("ConfigMap ml/policy: policies of 80004 bytes; all of them together have 65536 at most")
        )
    }

    /// What people read is theirs to read: keys of strangers neither flood it nor reach the terminal as they are.
    @Test func keysThatStandTwiceAreNamedShortly() {
        let length = String(repeating: "y", count: 400)
        let keys = (0..<5).map { #"\"\\x1b[2Jkey\#($0)\#(length)\": 1\n"# }.joined()
        let answer = Self.answer(data: #"{"policy.yaml":"\#(keys)\#(keys)"}"#)
        #expect(answer.contains("and 2 more twice"))
        #expect(answer.utf8.count < 1_000)
        #expect(answer.contains(#"\\u{1b}[2Jkey0"#))
    }
}

import Admission
import Foundation
import HTTP
import Testing
import Webhook

@Suite struct ValidateRouteTests {
    private static let denial = """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":false,\
        "status":{"status":"Failure","message":"container \\"llm\\": model of 50Gi does not fit nvidia.com/mig-3g.40gb: \
        limit 39Gi (40Gi nominal - 1Gi headroom); smallest slice that fits: nvidia.com/mig-7g.80gb (limit 78.75Gi)",\
        "reason":"Forbidden","code":403},"auditAnnotations":{"decision":"deny","findings":"ModelTooLarge","uid":"u-1"}}}
        """

    private static func policy(_ yaml: String) throws -> Policy {
        Policy(try PolicySettings(yaml: yaml, file: "policy.yaml"))
    }

    @Test func aDenialIsA403WithItsReason() {
        let response = Route().post(ReviewText.pod(size: #""50Gi""#))
        #expect(response.status == .ok)
        #expect(response.contentType == "application/json")
        #expect(response.text == Self.denial)
    }

    @Test func anAdmissionSaysNoMoreThanItMust() {
        #expect(
            Route().post(ReviewText.pod(size: #""38Gi""#)).text == """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true,\
                "auditAnnotations":{"decision":"allow"}}}
                """
        )
    }

    @Test func aWarningAdmits() {
        #expect(
            Route().post(ReviewText.pod()).text == """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true,\
                "warnings":["container \\"llm\\": asks for nvidia.com/mig-3g.40gb but declares no model size: annotate mig-gate.io/model-size"],\
                "auditAnnotations":{"decision":"warn","findings":"SizeUndeclared","uid":"u-1"}}}
                """
        )
    }

    @Test func anAuditedFindingIsOnlyAnnotated() throws {
        let policy = try Self.policy("actions:\n  ModelTooLarge: audit")
        #expect(
            Route(policy: policy).post(ReviewText.pod(size: #""50Gi""#)).text == """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true,\
                "auditAnnotations":{"decision":"allow","findings":"ModelTooLarge","uid":"u-1"}}}
                """
        )
    }

    @Test func everyFindingOfAnObjectIsInOneAnswer() throws {
        let limits = #""nvidia.com/mig-3g.41gb":"1","nvidia.com/mig-3g.40gb":"0""#
        let answer = try Answer(Route().post(ReviewText.pod(limits: limits)))
        #expect(
            answer.response.status?.message == """
                container "llm": nvidia.com/mig-3g.41gb is no MIG profile of any known GPU; the nearest is \
                nvidia.com/mig-3g.40gb
                container "llm": asks for nvidia.com/mig-3g.40gb and nvidia.com/mig-3g.41gb, but a process sees devices of \
                one kind only: ask for one, or use a container for each
                container "llm": limit "0" of nvidia.com/mig-3g.40gb is no whole number of at least 1: write how many \
                slices the container needs, usually 1
                """
        )
        #expect(
            answer.response.warnings == [
                #"container "llm": asks for nvidia.com/mig-3g.40gb but declares no model size: annotate mig-gate.io/model-size"#
            ]
        )
        #expect(
            answer.response.auditAnnotations == [
                "decision": "deny", "findings": "BadCount,MixedGPUAndMIG,SizeUndeclared,UnknownProfile", "uid": "u-1",
            ]
        )
    }

    @Test func beyondSixteenFindingsTheRestIsCounted() throws {
        let containers = (1...20).map { #"{"name":"c\#($0)","resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}"# }
        for action in ["deny", "warn"] {
            let policy = try Self.policy("actions:\n  ModelTooLarge: \(action)")
            let body = ReviewText.review(
                object: """
                    {"metadata":{"annotations":{"mig-gate.io/model-size":"50Gi"}},\
                    "spec":{"containers":[\(containers.joined(separator: ","))]}}
                    """
            )
            let answer = try Answer(Route(policy: policy).post(body))
            let lines = answer.response.warnings ?? answer.response.status?.message.components(separatedBy: "\n") ?? []
            #expect(lines.count == 17)
            #expect(lines.first?.hasPrefix(#"container "c1": model of 50Gi does not fit"#) == true)
            #expect(lines.dropLast().last?.hasPrefix(#"container "c16": "#) == true)
            #expect(lines.last == "and 4 more")
        }
    }

    @Test(arguments: [
        #"705ab4f5-6393-11e8-b7cc-42010a800002"#, #"a b"#, #"\"quoted\""#, #"back\\slash"#, #"sol\/idus"#,
        #"new\nline\ttab\u0000nul\u001f"#, #"é\u00e9\ud83e\udd16🤖"#, #"\u2028"#, #"</script>"#,
    ])
    func theUIDIsRepeatedByteForByte(uid: String) throws {
        struct Text: Decodable { let uid: String }
        let sent = try JSONDecoder().decode(Text.self, from: Data(#"{"uid":"\#(uid)"}"#.utf8)).uid
        for size in [#""50Gi""#, #""1Gi""#] {
            let answer = try Answer(Route().post(ReviewText.pod(uid: "\"\(uid)\"", size: size)))
            #expect(Array(answer.response.uid.utf8) == Array(sent.utf8))
        }
    }

    @Test func theRequestIsNotRepeated() {
        let object = """
            {"metadata":{"name":"SECRET","labels":{"SECRET":"SECRET"},"annotations":{"mig-gate.io/model-size":"50Gi"}},\
            "spec":{"serviceAccountName":"SECRET","containers":[{"name":"llm","image":"SECRET",\
            "env":[{"name":"SECRET","value":"SECRET"}],"resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}]}}
            """
        #expect(Route().post(ReviewText.review(object: object)).text == Self.denial)
    }

    @Test func aWarningHasNoControlCharacters() throws {
        let answer = try Answer(Route().post(ReviewText.pod(container: #""a\nb\u0000\u007f\u202ec\"""#)))
        #expect(
            answer.response.warnings == [
                """
                container "a\\u{a}b\\u{0}\\u{7f}\\u{202e}c\\"": asks for nvidia.com/mig-3g.40gb but declares no model size: annotate mig-gate.io/model-size
                """
            ]
        )
    }

    @Test func aRouteAnswersOneReviewAfterAnother() {
        let (policy, logger) = (LivePolicy(Policy(.standard)), Route().logger)
        let route = ValidateRoute(policy: policy, logger: logger, decisions: logger)
        for (size, allowed) in [("50Gi", false), ("1Gi", true), ("50Gi", false)] {
            let request = Request(
                method: "POST",
                target: "/validate",
                fields: HeaderFields([(name: "content-type", value: "application/json")]),
                body: Array(ReviewText.pod(size: "\"\(size)\"").utf8)
            )
            #expect(route.respond(to: request).text.contains(#""allowed":\#(allowed)"#))
        }
    }
}

import Admission
import Foundation
import Testing
import Webhook

/// What the API server and the log are told of overrides and exemptions.
@Suite struct OverrideAnswerTests {
    /// Within the policy's time, by the clock.
    private static let until = Date.now.addingTimeInterval(3600).formatted(.iso8601)

    private static func annotations(_ reason: String, until: String = until, size: String = "50Gi") -> String {
        """
        {"mig-gate.io/override-until":"\(until)","mig-gate.io/override-reason":\(reason),"mig-gate.io/model-size":"\(size)"}
        """
    }

    /// A pod whose reason is JSON.
    private static func pod(reason: String, until: String = until) -> String {
        let container = #"{"name":"llm","resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}"#
        return ReviewText.review(
            object: """
                {"metadata":{"name":"p","annotations":\(annotations(reason, until: until))},\
                "spec":{"containers":[\(container)]}}
                """
        )
    }

    private static func route(_ yaml: String, _ log: RecordedLog = RecordedLog()) throws -> Route {
        Route(policy: Policy(try PolicySettings(yaml: yaml, file: "policy.yaml")), logger: log.logger)
    }

    private static let named = "overrides: {users: [ann]}"
    private static let tooLarge = #"container \"llm\": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 39Gi"#

    @Test func anOverrideWarnsFirstWithWhoAndUntilWhen() throws {
        let override = "override by ann until \(Self.until): launch"
        #expect(
            try Self.route(Self.named).post(Self.pod(reason: #""launch""#)).text == """
                {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true,\
                "warnings":["\(override)","\(Self.tooLarge)"],"auditAnnotations":{"decision":"warn",\
                "findings":"ModelTooLarge","uid":"u-1","override":"\(override)"}}}
                """
        )
    }

    @Test func whoeverMayNotIsDeniedWithThatAsTheCause() throws {
        let answer = try Answer(Self.route("{}").post(Self.pod(reason: #""launch""#)))
        #expect(!answer.response.allowed)
        let lines = answer.response.status?.message.split(separator: "\n") ?? []
        #expect(lines.first?.hasPrefix(#"container "llm": user "ann" may not override the gate: "#) == true)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.count <= 300 })
        #expect(answer.response.warnings == nil)
        #expect(
            answer.response.auditAnnotations == [
                "decision": "deny", "findings": "ModelTooLarge,OverrideRefused", "uid": "u-1",
            ]
        )
    }

    @Test func anExemptionIsOnRecord() throws {
        for (key, exemption) in [("namespaces: [ml]", "namespace ml"), ("users: [ann]", "user ann")] {
            #expect(
                try Self.route("exempt: {\(key)}").post(ReviewText.pod(size: #""50Gi""#)).text == """
                    {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"u-1","allowed":true,\
                    "auditAnnotations":{"decision":"allow","exempt":"\(exemption)"}}}
                    """
            )
        }
        let noSlice = ReviewText.pod(limits: #""cpu":"1""#)
        #expect(try !Self.route("exempt: {namespaces: [ml]}").post(noSlice).text.contains("exempt"))
    }

    /// The API server drops a warning with a control character, and cuts long ones.
    @Test(arguments: [
        (#""a\nb\r\t\u0000\u001b[31m\u007f\u0085""#, #"a\u{a}b\u{d}\u{9}\u{0}\u{1b}[31m\u{7f}\u{85}"#),
        (#""x\u202ey\u2028z""#, #"x\u{202e}y\u{2028}z"#), (#""say \"yes\"""#, #"say \"yes\""#),
        ("\"" + String(repeating: "a", count: 10_240) + "\"", String(repeating: "a", count: 80) + "…"),
    ])
    func aHostileReasonStaysWithinItsSentence(reason: String, shown: String) throws {
        let answer = try Answer(Self.route(Self.named).post(Self.pod(reason: reason)))
        let override = "override by ann until \(Self.until): \(shown)"
        #expect(answer.response.warnings?.first == override)
        #expect(answer.response.warnings?.count == 2)
        #expect(answer.response.auditAnnotations["override"] == override)
    }

    /// The API server keeps 4,096 characters of warnings, and an audit annotation is kept whole.
    @Test func ofManyOverridesTheRestIsCounted() throws {
        let container = #"{"name":"llm","resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}"#
        let groups = (1...20).map { index in
            """
            {"template":{"metadata":{"annotations":\(Self.annotations("\"r\(index)\""))},\
            "spec":{"containers":[\(container)]}}}
            """
        }
        let body = ReviewText.review(
            kind: #"{"group":"ray.io","version":"v1","kind":"RayCluster"}"#,
            object: #"{"spec":{"workerGroupSpecs":[\#(groups.joined(separator: ","))]}}"#
        )
        let answer = try Answer(Self.route(Self.named).post(body))
        let warnings = answer.response.warnings ?? []
        #expect(warnings.first == "override by ann until \(Self.until): r1")
        #expect(warnings.dropFirst(15).first == "override by ann until \(Self.until): r16")
        #expect(warnings.dropFirst(16).first == "and 4 more overrides")
        #expect(warnings.count == 17 + 17)
        let parts = answer.response.auditAnnotations["override"]?.components(separatedBy: "; ")
        #expect(parts == Array(warnings.prefix(17)))
    }

    // MARK: The log

    @Test func anOverrideIsLogged() throws {
        let log = RecordedLog()
        _ = try Self.route(Self.named, log).post(Self.pod(reason: #""say \"x\"""#))
        #expect(
            log.lines == [
                #"""
                notice "message":"admitted with warnings","decision":"warn","uid":"u-1","operation":"CREATE",\#
                "kind":"Pod","namespace":"ml","name":"p","user":"ann","findings":["ModelTooLarge"],"declared":"50Gi",\#
                "limit":"39Gi","override":"override by ann until \#(Self.until): say \\\"x\\\""
                """#
            ]
        )
    }

    @Test func anExemptionIsLoggedForDebugging() throws {
        let log = RecordedLog()
        _ = try Self.route("exempt: {namespaces: [ml]}", log).post(ReviewText.pod(size: #""50Gi""#))
        #expect(
            log.lines == [
                """
                debug "message":"admitted as exempt","decision":"allow","uid":"u-1","operation":"CREATE","kind":"Pod",\
                "namespace":"ml","name":"p","user":"ann","findings":[],"exempt":"namespace ml"
                """
            ]
        )
    }
}

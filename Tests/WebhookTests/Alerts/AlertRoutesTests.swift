import Admission
import Alerts
import HTTP
import Kubernetes
import Testing

@testable import Webhook

@Suite struct AlertRoutesTests {
    private func routes(_ yaml: String) throws -> AlertRoutes {
        try AlertText.configuration("\(AlertText.four)\n\(yaml)").routes
    }

    /// Calls `body` with a Deployment that has labels, and so have its pods.
    private func withObject<Result>(
        labels: String,
        podLabels: String = "",
        _ body: (KubernetesObject?) throws -> Result
    ) throws -> Result {
        let text = ReviewText.review(
            kind: #"{"group":"apps","version":"v1","kind":"Deployment"}"#,
            object: """
                {"metadata":{"name":"llm","labels":{\(labels)}},"spec":{"template":{"metadata":{"labels":{\(podLabels)}}}}}
                """
        )
        let limits = Limits.standard
        let reader = AdmissionReviewReader(documentDepth: limits.documentDepth, uidLimit: limits.uidBytes)
        return try reader.withReview(Array(text.utf8)) { try body($0.object) }
    }

    private static let yaml = """
        routes:
        - {namespaces: [quiet], severities: [deny, warn, audit], receivers: []}
        - {severities: [deny, warn], receivers: [d], continue: true}
        - {findings: [PolicyUnusable, ObjectUnreadable], receivers: [a, d]}
        - {namespaces: [ml-*], objectSelector: {matchLabels: {tier: prod}}, severities: [warn, deny], receivers: [b]}
        - {namespaces: [ml-*, cv], receivers: [c, b], continue: true}
        defaultReceiver: a
        """

    @Test(arguments: [
        ("ModelTooLarge", Severity.deny, "quiet", "", []), ("ModelTooLarge", .audit, "ml-1", "prod", []),
        ("ModelTooLarge", .deny, "ml-1", "prod", ["d", "b"]), ("ModelTooLarge", .warn, "ml-1", "prod", ["d", "b"]),
        ("ModelTooLarge", .deny, "ml-1", "test", ["d", "c", "b", "a"]), ("ModelTooLarge", .warn, "ml-1", "test", ["d"]),
        ("BadCount", .deny, "cv", "prod", ["d", "c", "b", "a"]), ("BadCount", .deny, "", "", ["d", "a"]),
        ("PolicyUnusable", .deny, "mig-gate", "", ["d", "a"]), ("ObjectUnreadable", .warn, "ml-1", "", ["d"]),
    ])
    func theFirstRouteThatMatchesCounts(
        code: String,
        severity: Severity,
        namespace: String,
        tier: String,
        receivers: [String]
    ) throws {
        let routes = try routes(Self.yaml)
        try withObject(labels: #""tier":"\#(tier)""#) { object in
            let matching = routes.matching(namespace: namespace, object: object)
            #expect(matching.receivers(code: code, severity: severity) == receivers)
        }
    }

    /// Also one that asks that a label is not there: nobody knows.
    @Test func withoutAnObjectNoRouteThatSelectsObjectsMatches() throws {
        let routes = try routes(
            """
            routes: [{objectSelector: {matchExpressions: [{key: a, operator: DoesNotExist}]}, receivers: [a, b, c]}]
            defaultReceiver: d
            """
        )
        let receivers = { (object: KubernetesObject?) in
            routes.matching(namespace: "x", object: object).receivers(code: "BadCount", severity: .deny)
        }
        #expect(receivers(nil) == ["d"])
        try withObject(labels: "") { object in #expect(receivers(object) == ["a", "b", "c"]) }
        try withObject(labels: #""a":"b""#) { object in #expect(receivers(object) == ["d"]) }
    }

    @Test func whatNobodyWantsIsKnownBefore() throws {
        let wanted = { (yaml: String) throws in
            let routes = try self.routes(yaml)
            return Severity.allCases.filter(routes.wants)
        }
        #expect(try wanted("routes: [{severities: [audit], receivers: [a, b, c, d]}]") == [.audit])
        #expect(try wanted(Self.yaml) == [.warn, .deny])
        #expect(
            try wanted(
                """
                defaultReceiver: a
                routes: [{namespaces: [x], receivers: [b, c, d]}, {severities: [warn], receivers: []}]
                """
            ) == [.deny]
        )
    }

    @Test func theTeamIsThatOfTheObjectElseOfItsPods() throws {
        let configuration = try AlertText.configuration(
            "teamLabel: example.com/team\nreceivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)"
        )
        let pods = #""example.com/team":"pods""#
        try withObject(labels: #""example.com/team":"own""#, podLabels: pods) {
            #expect(configuration.team(of: $0) == "own")
        }
        try withObject(labels: #""example.com/team":"""#, podLabels: pods) {
            #expect(configuration.team(of: $0) == "pods")
        }
        try withObject(labels: #""team":"own""#) { #expect(configuration.team(of: $0) == nil) }
        #expect(configuration.team(of: nil) == nil)
    }

    @Test func aTeamIsCut() throws {
        let configuration = try AlertText.configuration(
            "teamLabel: team\nreceivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)"
        )
        try withObject(labels: #""team":"\#(String(repeating: "x", count: 10_000))""#) {
            #expect(configuration.team(of: $0)?.utf8.count == 512)
        }
    }
}

import Alerts
import Foundation
import HTTP
import Synchronization
import TestSupport
import Testing
import Webhook

/// What a review leads to, from the request to the queue.
@Suite struct AlertTapTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The alerts that reviews lead to. Whatever is refused goes to `all`, unless one of the routes names `search`.
    private func alerts(
        on reviews: [String],
        routes: String? = nil,
        more: String = ""
    ) throws -> [(receivers: [String], facts: AlertFacts)] {
        let search = "  - {name: search, type: webhook, url: {env: SEARCH_URL}, allowHost: example.com}\nroutes: "
        let file = try folder.write(
            """
            cluster: test
            defaultReceiver: all
            \(more)
            receivers:
              - {name: all, type: webhook, url: {file: \(try folder.write("http://127.0.0.1/", to: "url"))}}
            \(routes.map { search + $0 } ?? "")
            """,
            to: "alerts.yaml"
        )
        let pushed = Mutex<[Alert]>([])
        var route = Route()
        route.alerts = AlertTap(try LiveAlertConfiguration(file: file)) { alert in
            pushed.withLock { $0.append(alert) }
        }
        for review in reviews {
            #expect(route.post(review).status == .ok)
        }
        return pushed.withLock(\.self).map { ($0.receivers, $0.facts()) }
    }

    private func recorded(_ name: String) throws -> String {
        try Repository.text("Tests/Fixtures/reviews/\(name).json")
    }

    /// The same review with a label on the object.
    private func labelled(_ review: String) throws -> String {
        let labels = #""labels":{"#
        #expect(review.contains(labels))
        return review.replacing(labels, with: labels + #""team":"search","#)
    }

    @Test func aDenialIsToldWithItsNumbers() throws {
        let alerts = try alerts(on: [recorded("pod-fifty-on-40")])
        let facts = try #require(alerts.first?.facts)
        #expect(alerts.count == 1)
        #expect(alerts.first?.receivers == ["all"])
        #expect(facts.severity == .deny)
        #expect(facts.code == "ModelTooLarge")
        #expect(facts.kind == "Pod")
        #expect(facts.namespace == "default")
        #expect(facts.name == "fifty-on-40")
        #expect(facts.owner == .init(kind: "Pod", name: "fifty-on-40"))
        #expect(facts.container == "triton")
        #expect(facts.resource == "nvidia.com/mig-3g.40gb")
        #expect(facts.declared == "50Gi")
        #expect(facts.share == nil)
        #expect(facts.limit == "39Gi")
        #expect(facts.derivation == .nominal("40Gi", headroom: "1Gi"))
        #expect(facts.wayOut == .slice(resource: "nvidia.com/mig-7g.80gb", limit: "78.75Gi"))
        #expect(facts.user == "admin")
        #expect(facts.further == 0)
        #expect(facts.message.hasPrefix(#"container "triton": model of 50Gi does not fit nvidia.com/mig-3g.40gb"#))
    }

    @Test func aMeasuredLimitNamesTheGPU() throws {
        let facts = try #require(try alerts(on: [recorded("pod-h200-17-on-18gb")]).first?.facts)
        #expect(facts.derivation == .usable("16Gi", gpu: "H200 141GB", reserve: "256Mi"))
    }

    /// A dry run has not refused anything, and what is admitted without a word is nobody's business.
    @Test(arguments: ["dry-run-fifty-on-40", "pod-plain-web", "pod-fits-38", "delete-pod", "scale-subresource"])
    func nobodyHearsOf(name: String) throws {
        let routes = "[{severities: [deny, warn, audit], namespaces: [default], receivers: [search]}]"
        let alerts = try alerts(on: [recorded(name)], routes: routes)
        #expect(alerts.map(\.facts.code) == [])
    }

    /// The dry run and its like were refused or warned about all the same.
    @Test func theDryRunOfADenialWouldHaveBeenTold() throws {
        let review = try recorded("dry-run-fifty-on-40").replacing(#""dryRun":true"#, with: #""dryRun":false"#)
        #expect(try alerts(on: [review]).map(\.facts.code) == ["ModelTooLarge"])
    }

    /// Warnings go to those who ask for them only.
    @Test func warningsAreToldOnRequest() throws {
        let review = try recorded("pod-undeclared")
        #expect(try alerts(on: [review]).isEmpty)
        let told = try alerts(on: [review], routes: "[{severities: [warn], receivers: [search]}]")
        #expect(told.map(\.facts.severity) == [.warn])
        #expect(told.map(\.receivers) == [["search"]])
    }

    @Test func routesLookAtNamespaceFindingAndLabels() throws {
        let routes = """
            [{namespaces: [def*], objectSelector: {matchLabels: {team: search}}, findings: [ModelTooLarge], \
            receivers: [search]}]
            """
        let review = try recorded("pod-fifty-on-40")
        #expect(try alerts(on: [review], routes: routes).map(\.receivers) == [["all"]])
        #expect(try alerts(on: [labelled(review)], routes: routes).map(\.receivers) == [["search"]])
    }

    @Test func thePeopleOnCallAreKnown() throws {
        let more = """
            teamLabel: team
            onCall:
              - {teams: [search], mentions: {slack: [U0SEARCH]}}
              - {namespaces: [default], mentions: {slack: [U0DEFAULT]}}
            """
        let review = try labelled(recorded("pod-fifty-on-40"))
        let facts = try #require(try alerts(on: [review], more: more).first?.facts)
        #expect(facts.team == "search")
        #expect(facts.onCall.slack == ["U0SEARCH", "U0DEFAULT"])
    }

    /// Eight are told, and the first says how many there were besides.
    @Test func aThousandFindingsAreEightAlerts() throws {
        let containers = (0..<1000).map { number in
            #"{"name":"c\#(number)","resources":{"limits":{"nvidia.com/mig-3g.40gb":"1"}}}"#
        }
        let review = ReviewText.review(
            object: """
                {"metadata":{"name":"p","annotations":{"mig-gate.io/model-size":"50Gi"}},\
                "spec":{"containers":[\(containers.joined(separator: ","))]}}
                """
        )
        let alerts = try alerts(on: [review])
        #expect(alerts.map(\.facts.container) == (0..<8).map { "c\($0)" })
        #expect(alerts.map(\.facts.further) == [992, 0, 0, 0, 0, 0, 0, 0])
    }

    /// A receiver whose first finding stands behind the eighth hears of it.
    @Test func everyReceiverHearsOfItsWorstFinding() throws {
        func container(_ name: String, _ resource: String, _ limit: String) -> String {
            #"{"name":"\#(name)","resources":{"limits":{"nvidia.com/mig-\#(resource)":"\#(limit)"}}}"#
        }
        // Each too large, and behind them one of a profile that nobody knows.
        let large = (0..<20).map { container("c\($0)", "3g.40gb", "1") }
        let review = ReviewText.review(
            object: """
                {"metadata":{"name":"p","annotations":{"mig-gate.io/model-size":"50Gi"}},\
                "spec":{"containers":[\(large.joined(separator: ",")),\(container("last", "9g.999gb", "1"))]}}
                """
        )
        let codes = Set(try alerts(on: [review]).map(\.facts.code))
        #expect(codes == ["ModelTooLarge"])
        let told = try alerts(on: [review], routes: "[{findings: [UnknownProfile], receivers: [search]}]")
        #expect(told.contains { $0.receivers == ["search"] })
        #expect(told.count == 9)
    }

    @Test func whatCannotBeReadIsTold() throws {
        let depth = 200
        let deep = String(repeating: #"{"a":"#, count: depth) + "{}" + String(repeating: "}", count: depth)
        let review = ReviewText.review(
            kind: #"{"group":"example.com","version":"v1","kind":"Deep"}"#,
            object: #"{"metadata":{"name":"d"},"spec":{"nvidia.com/mig-3g.40gb":\#(deep)}}"#
        )
        let facts = try #require(try alerts(on: [review]).first?.facts)
        #expect(facts.code == "ObjectUnreadable")
        #expect(facts.severity == .deny)
        #expect(facts.container == nil)
    }

    @Test func aRefusedPolicyIsTold() throws {
        let review = ReviewText.review(
            kind: #"{"group":"","version":"v1","kind":"ConfigMap"}"#,
            object: """
                {"metadata":{"name":"policy","labels":{"mig-gate.io/policy":"true"}},"data":{"policy.yaml":"reserv: 1Gi"}}
                """
        )
        let facts = try #require(try alerts(on: [review]).first?.facts)
        #expect(facts.code == "PolicyUnusable")
        #expect(facts.kind == "ConfigMap")
        #expect(facts.message.contains("reserv: unknown key"))
    }

    /// Names may be anything and of any length: what is kept of them is bounded.
    @Test func strangersTextsAreCut() throws {
        let long = String(repeating: "e\u{301}", count: 50_000)
        let review = ReviewText.pod(size: #""50Gi""#)
            .replacing(#""name":"p""#, with: #""name":"\#(long)""#)
            .replacing(#""username":"ann""#, with: #""username":"\#(long)""#)
        let facts = try #require(try alerts(on: [review]).first?.facts)
        #expect(facts.name.utf8.count <= 515)
        #expect(facts.user.utf8.count <= 515)
        #expect(facts.owner.name.utf8.count <= 515)
    }
}

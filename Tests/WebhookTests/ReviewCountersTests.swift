import Admission
import HTTP
import Kubernetes
import Telemetry
import TestSupport
import Testing

@testable import Webhook

@Suite struct ReviewCountersTests {
    private let loops = Shares<ReviewCounters>()
    private let counters: ReviewCounters

    init() {
        counters = loops.add(ReviewCounters())
    }

    /// All samples that are not zero.
    private var samples: [String] {
        var text = PrometheusText()
        loops.collect(into: &text)
        return text.text.split(separator: "\n").map(String.init)
            .filter { !$0.hasPrefix("#") && !$0.hasSuffix(" 0") && !$0.contains("_duration_seconds") }
    }

    private func post(_ body: String, actions: String? = nil, age: Duration = .zero) throws {
        let policy = try PolicySettings(yaml: actions.map { "actions:\n  \($0)" } ?? "{}", file: "policy.yaml")
        _ = Route(policy: Policy(policy), counters: counters).post(body, age: age)
    }

    @Test func decisionsAndFindingsAreCounted() throws {
        try post(ReviewText.pod(size: #""1Gi""#))
        try post(ReviewText.pod(size: #""50Gi""#))
        try post(ReviewText.pod(size: #""50Gi""#))
        try post(ReviewText.pod())
        try post(ReviewText.pod(size: #""50Gi""#), actions: "ModelTooLarge: audit")
        #expect(
            samples == [
                #"mig_gate_reviews_total{kind="Pod",decision="allow"} 2"#,
                #"mig_gate_reviews_total{kind="Pod",decision="warn"} 1"#,
                #"mig_gate_reviews_total{kind="Pod",decision="deny"} 2"#,
                #"mig_gate_findings_total{code="ModelTooLarge",action="audit"} 1"#,
                #"mig_gate_findings_total{code="ModelTooLarge",action="deny"} 2"#,
                #"mig_gate_findings_total{code="SizeUndeclared",action="warn"} 1"#,
            ]
        )
    }

    /// `Job` is three kinds; what somebody makes up is one with all others.
    @Test func kindsAreCountedApart() throws {
        for (group, kind) in [
            ("batch", "Job"), ("batch.volcano.sh", "Job"), ("example.com", "A"), ("example.com", "B"),
        ] {
            try post(ReviewText.review(kind: #"{"group":"\#(group)","version":"v1","kind":"\#(kind)"}"#, object: "{}"))
        }
        #expect(
            samples == [
                #"mig_gate_reviews_total{kind="Job.batch",decision="allow"} 1"#,
                #"mig_gate_reviews_total{kind="Job.batch.volcano.sh",decision="allow"} 1"#,
                #"mig_gate_reviews_total{kind="other",decision="allow"} 2"#,
            ]
        )
    }

    /// A rate of pods counts from zero; kinds that nobody has seen are no lines.
    @Test func podsHaveSamplesFromTheStart() {
        var text = PrometheusText()
        loops.collect(into: &text)
        let reviews = text.text.split(separator: "\n").filter { $0.hasPrefix("mig_gate_reviews_total{") }
        #expect(
            reviews == ["allow", "warn", "deny"].map { #"mig_gate_reviews_total{kind="Pod",decision="\#($0)"} 0"# }
        )
    }

    /// No two kinds share a number, and there are enough.
    @Test func everyKindOfTheTableHasItsOwnNumbers() throws {
        for kind in KindTable.standard.kinds {
            let kind = #"{"group":"\#(kind.group)","version":"v1","kind":"\#(kind.kind)"}"#
            try post(ReviewText.review(kind: kind, object: "{}"))
        }
        #expect(samples.count == KindTable.standard.kinds.count)
        #expect(samples.allSatisfy { $0.hasSuffix(#"decision="allow"} 1"#) })
    }

    @Test func everyAnswerHasItsLength() throws {
        try post(ReviewText.pod(size: #""50Gi""#))
        try post("{}")
        #expect(counters.durations.reading.count == 2)
        #expect(counters.durations.reading.sum > .zero)
    }

    @Test func allLoopsAreAddedUp() throws {
        try post(ReviewText.pod(size: #""50Gi""#))
        try post("{}")
        for _ in 1...2 {
            let route = Route(counters: loops.add(ReviewCounters()))
            _ = route.post(ReviewText.pod(size: #""50Gi""#))
            _ = route.post("{}")
        }
        #expect(
            samples == [
                #"mig_gate_reviews_total{kind="Pod",decision="deny"} 3"#,
                #"mig_gate_reviews_failed_total{reason="unreadable"} 3"#,
                #"mig_gate_findings_total{code="ModelTooLarge",action="deny"} 3"#,
            ]
        )
        var text = PrometheusText()
        loops.collect(into: &text)
        #expect(text.text.contains("\nmig_gate_decision_duration_seconds_count 6\n"))
    }

    @Test func reviewsWithoutAVerdictAreCountedByReason() throws {
        try post("{}")
        try post(ReviewText.pod(), age: .seconds(11))
        #expect(
            samples == [
                #"mig_gate_reviews_failed_total{reason="late"} 1"#,
                #"mig_gate_reviews_failed_total{reason="unreadable"} 1"#,
            ]
        )
    }

    /// No two numbers share a place.
    @Test func everyCodeAndActionHasASample() {
        var text = PrometheusText()
        for failure in ReviewCounters.Failure.allCases {
            counters.count(failure)
        }
        loops.collect(into: &text)
        let findings = text.text.split(separator: "\n").filter { $0.hasPrefix("mig_gate_findings_total{") }
        #expect(Set(findings).count == FindingCode.allCases.count * 3)
        #expect(findings.allSatisfy { $0.hasSuffix(" 0") })
        #expect(samples.map { $0.suffix(2) } == [" 1", " 1", " 1"])
    }
}

import Admission
import Testing

/// What somebody reads whose override is not honoured.
@Suite struct OverrideRefusedTests {
    private static let until = "mig-gate.io/override-until"
    private static let reason = "mig-gate.io/override-reason"

    private func finding(
        _ annotations: [String: String],
        by user: String = "ann",
        replacing value: (String, with: String)? = nil
    ) throws -> Finding {
        var pod = Pod(size: "1Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = annotations
        var review = pod.review
        review.user = user
        if let value {
            review.object = pod.json.replacing(value.0, with: value.with)
        }
        let entries = try review.verdict(under: Policy(yaml: "overrides: {users: [ann], maxDuration: 1h30m}")).entries
        try #require(entries.count == 1)
        #expect(entries[0].finding.code == .overrideRefused)
        return entries[0].finding
    }

    private func expect(_ finding: Finding, _ cause: String, _ detail: String) {
        #expect(finding.summary == #"container "llm": \#(cause)"#)
        #expect(finding.message == #"container "llm": \#(cause)\#(detail)"#)
    }

    /// Somebody who checks a manifest has not said for whom.
    @Test func whoeverIsNotKnownIsToldHowToSayIt() throws {
        expect(
            try finding([Self.until: "x"], by: ""),
            "an override counts only if somebody sets it whom the policy names under overrides",
            ": say who creates the object, such as with mig-gate check --as"
        )
    }

    @Test(arguments: [
        ("bob", #"user "bob""#), ("system:anonymous", #"user "system:anonymous""#),
        ("eve\"\n", #"user "eve\"\u{a}""#),
    ])
    func whoeverMayNotIsNamed(user: String, words: String) throws {
        for key in [Self.until, Self.reason] {
            expect(
                try finding([key: "x"], by: user),
                "\(words) may not override the gate",
                """
                : remove mig-gate.io/override-until and mig-gate.io/override-reason, or ask somebody whom the policy \
                names under overrides
                """
            )
        }
    }

    @Test(arguments: [
        (#""tomorrow""#, #""tomorrow""#), (#""""#, #""""#), (#""2026-12-01""#, #""2026-12-01""#),
        (#""2026-12-01T00:30:00""#, #""2026-12-01T00:30:00""#), ("1796083200", #""1796083200""#), ("true", "true"),
        ("null", "null"), (#"["2026-12-01T01:00:00Z"]"#, "a list"), (#""1\n2""#, #""1\u{a}2""#),
        (#""2026-12-01T01:00:00Z or so""#, #""2026-12-01T01:00:00Z or so""#),
    ])
    func aTimeThatCannotBeReadIsShown(json: String, shown: String) throws {
        expect(
            try finding([Self.until: "PLACE", Self.reason: "x"], replacing: (#""PLACE""#, with: json)),
            "mig-gate.io/override-until is \(shown), not a point in time",
            ": write one in RFC 3339, such as 2026-12-01T00:00:00Z"
        )
    }

    @Test func aReasonAloneHasNoEnd() throws {
        expect(
            try finding([Self.reason: "launch"]),
            "mig-gate.io/override-reason without mig-gate.io/override-until",
            ": say when the override ends, such as 2026-12-01T00:00:00Z"
        )
    }

    @Test(arguments: [nil, #""""#, #"" \t\n""#, #""\u00a0\u3000""#, "7", "null", "{}"] as [String?])
    func whoeverOverridesSaysWhy(reason: String?) throws {
        var annotations = [Self.until: "2026-12-01T01:00:00Z"]
        if reason != nil {
            annotations[Self.reason] = "PLACE"
        }
        expect(
            try finding(annotations, replacing: (#""PLACE""#, with: reason ?? "")),
            "mig-gate.io/override-until without mig-gate.io/override-reason",
            ": say why, in the same metadata"
        )
    }

    /// The time that is named works for whoever copies it.
    @Test func oneThatIsTooLongIsAnsweredWithTheLatestEnd() throws {
        let latest = "2026-12-01T01:30:00Z"
        expect(
            try finding([Self.until: "2026-12-24T00:00:00+01:00", Self.reason: "x"]),
            "the override until 2026-12-24T00:00:00+01:00 is longer than 1h30m",
            ": it can end at \(latest) at the latest"
        )
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = [Self.until: latest, Self.reason: "x"]
        let policy = try Policy(yaml: "overrides: {users: [ann], maxDuration: 1h30m}")
        #expect(try pod.review.judgement(under: policy) == ["warn overridden ModelTooLarge"])
    }

    @Test func oneThatHasEndedSaysSinceWhen() throws {
        var pod = Pod(size: "50Gi", ["nvidia.com/mig-3g.40gb": "1"])
        pod.annotations = [Self.until: "2026-11-30T00:00:00Z", Self.reason: "x"]
        let policy = try Policy(yaml: "overrides: {users: [ann]}")
        let entries = try pod.review.verdict(under: policy).entries
        expect(
            try #require(entries.first).finding,
            "the override has ended at 2026-11-30T00:00:00Z",
            ": extend it by 168h at most, or mend the rest"
        )
    }
}

import Admission
import Kubernetes
import Synchronization
import Telemetry

/// One loop's reviews answered with a verdict since the start, by the kind of object and the decision.
final class ReviewsByKind: Sendable {
    /// Kinds of which there are numbers: those that are judged by a row of their own, and the policy's. Whoever makes up
    /// kinds makes up no numbers: all others are one.
    private static let kinds =
        KindTable.standard.kinds.sorted { $0.description < $1.description }
        + [GroupKind(group: "", kind: "ConfigMap")]
    private static let places = Dictionary(uniqueKeysWithValues: zip(kinds, kinds.indices))
    private static let pod = GroupKind(group: "", kind: "Pod")
    private static let podIndex = places[pod] ?? kinds.count
    private static let decisions: [Verdict.Decision] = [.allow, .warn, .deny]

    /// Three numbers for each kind, the last three for all that have none.
    private let numbers = InlineArray<192, Atomic<Int>> { _ in Atomic(0) }

    init() {
        // A test counts every kind.
        precondition(3 * (Self.kinds.count + 1) <= numbers.count, "there are more kinds than numbers")
    }

    func count(_ decision: Verdict.Decision, on kind: GroupKind) {
        // Most are pods, which are found without a hash.
        let index = kind == Self.pod ? Self.podIndex : Self.places[kind] ?? Self.kinds.count
        numbers[Self.place(of: index, decision)].add(1, ordering: .relaxed)
    }

    private static func place(of kind: Int, _ decision: Verdict.Decision) -> Int {
        switch decision {
        case .allow: 3 * kind
        case .warn: 3 * kind + 1
        case .deny: 3 * kind + 2
        }
    }
}

// MARK: - Metrics

extension ReviewsByKind {
    /// Kinds that have occurred, each with all decisions, and pods in any case: the rest of the table most clusters never see.
    static func collect(_ shares: [ReviewsByKind], into text: inout PrometheusText) {
        text.family(
            "mig_gate_reviews_total",
            .counter,
            "Reviews answered with a verdict, by kind of object and decision."
        ) { samples in
            for (index, kind) in (kinds.map(\.description) + ["other"]).enumerated() {
                let values = decisions.map { decision in
                    shares.reduce(0) { $0 + $1.numbers[place(of: index, decision)].load(ordering: .relaxed) }
                }
                guard kind == "Pod" || values.contains(where: { $0 > 0 }) else { continue }
                for (decision, value) in zip(decisions, values) {
                    samples.add(value, ["kind": kind, "decision": decision.rawValue])
                }
            }
        }
    }
}

import Admission
import Kubernetes
import Synchronization
import Telemetry

/// What has become of one loop's reviews since the start. Moved on the request path, without a lock, and read by others.
package final class ReviewCounters: Sendable {
    /// Why a review was answered without a verdict.
    enum Failure: Int, CaseIterable {
        /// It took so long to arrive that the API server has given up.
        case late
        case unreadable
        case memory

        var name: String {
            switch self {
            case .late: "late"
            case .unreadable: "unreadable"
            case .memory: "memory"
            }
        }
    }

    fileprivate let reviews = ReviewsByKind()
    /// How long decisions took, from the body to the answer, those without a verdict among them.
    let durations = Histogram()
    /// Failures, then findings: four numbers for each code, one for each action.
    private let numbers = InlineArray<48, Atomic<Int>> { _ in Atomic(0) }
    private static let (failures, findings) = (0, 4)

    package init() {}

    func count(_ verdict: Verdict, on kind: GroupKind) {
        reviews.count(verdict.decision, on: kind)
        for index in verdict.entries.indices {
            increment(Self.place(of: verdict.entries[index].finding.code, verdict.entries[index].action))
        }
    }

    /// Counts a decision that no verdict made.
    func count(_ decision: Verdict.Decision, on kind: GroupKind) {
        reviews.count(decision, on: kind)
    }

    func count(_ failure: Failure) {
        increment(Self.place(of: failure))
    }

    private func increment(_ place: Int) {
        numbers[place].add(1, ordering: .relaxed)
    }

    private static func place(of failure: Failure) -> Int {
        failures + failure.rawValue
    }

    private static func place(of code: FindingCode, _ action: Action) -> Int {
        findings + 4 * Int(code.rawValue) + Int(action.rawValue)
    }
}

// MARK: - Metrics

extension Shares<ReviewCounters> {
    /// Writes what all loops have counted. Every label has its sample from the start, so that a rate counts from zero.
    func collect(into text: inout PrometheusText) {
        ReviewsByKind.collect(all.map(\.reviews), into: &text)
        text.family(
            "mig_gate_reviews_failed_total",
            .counter,
            "Reviews answered with an error instead of a verdict, by reason."
        ) { samples in
            for failure in ReviewCounters.Failure.allCases {
                samples.add(sum { $0.count(of: failure) }, ["reason": failure.name])
            }
        }
        text.family("mig_gate_findings_total", .counter, "Findings, by code and what was done about them.") { samples in
            for code in FindingCode.allCases {
                for action in Action.allCases where action != .ignore {
                    samples.add(sum { $0.count(of: code, action) }, ["code": code.name, "action": action.name])
                }
            }
        }
        text.histogram(
            "mig_gate_decision_duration_seconds",
            "Time from a whole body to its answer: reading, judging, wording.",
            all.reduce(Histogram.Reading()) { $0 + $1.durations.reading }
        )
    }
}

extension ReviewCounters {
    fileprivate func count(of failure: Failure) -> Int {
        number(at: Self.place(of: failure))
    }

    fileprivate func count(of code: FindingCode, _ action: Action) -> Int {
        number(at: Self.place(of: code, action))
    }

    private func number(at place: Int) -> Int {
        numbers[place].load(ordering: .relaxed)
    }
}

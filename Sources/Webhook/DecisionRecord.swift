import Admission
import Kubernetes
import MIG
import Telemetry

/// What the log says of one decision.
struct DecisionRecord: LogFields {
    private let decision: String
    private let uid: String
    private let operation: String
    private let kind: GroupKind
    private let namespace: String
    private let name: String
    private let user: String
    private let isDryRun: Bool
    private let findings: [String]
    /// Of the worst finding that has them.
    private let declared: MemorySize?
    private let limit: MemorySize?

    init(_ verdict: Verdict, _ review: AdmissionReview) {
        decision = verdict.decision.rawValue
        uid = review.uid
        operation = review.operation.rawValue
        kind = review.kind
        namespace = review.namespace
        name = review.name
        user = review.userName
        isDryRun = review.isDryRun
        findings = verdict.codes
        let worst = verdict.entries.first { $0.finding.limit != nil } ?? verdict.entries.first
        declared = worst?.finding.declared
        limit = worst?.finding.limit?.size
    }

    func write(to line: inout LogLine) {
        line.field("decision", decision)
        line.field("uid", uid)
        line.field("operation", operation)
        line.field("kind", "\(kind)")
        line.field("namespace", namespace)
        line.field("name", name)
        line.field("user", user)
        if isDryRun {
            line.field("dryRun", true)
        }
        line.field("findings", findings)
        if let declared {
            line.field("declared", "\(declared)")
        }
        if let limit {
            line.field("limit", "\(limit)")
        }
    }

    var description: String { "\(decision) \(kind) \(namespace)/\(name)" }
}

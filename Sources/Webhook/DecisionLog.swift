import Admission
import Kubernetes
import MIG
import Telemetry

extension Verdict {
    /// What the log says of this decision.
    func record(on review: AdmissionReview) -> LogFields {
        // Of the worst finding that has them.
        let worst = (entries.first { $0.finding.limit != nil } ?? entries.first)?.finding
        return LogFields(
            json: review.record(
                decision: decision.rawValue,
                findings: codes.names,
                declared: worst?.declared?.description,
                limit: worst?.limit?.size.description,
                obstacle: obstacle?.reason.description
            )
        )
    }
}

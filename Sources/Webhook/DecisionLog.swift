import Admission
import Kubernetes
import Logging
import MIG

/// Says of each decision what was asked and what became of it, one line each: denials, warnings and what is on record only
/// by themselves, the rest for debugging.
struct DecisionLog {
    /// A logger whose messages are fields.
    let logger: Logger

    func note(_ verdict: Verdict, on review: AdmissionReview) {
        switch verdict.decision {
        case .deny: logger.warning(Self.record("denied", verdict, review))
        case .warn: logger.notice(Self.record("admitted with warnings", verdict, review))
        case .allow where verdict.exemption != nil: logger.debug(Self.record("admitted as exempt", verdict, review))
        case .allow where verdict.isClean: logger.debug(Self.record("admitted", verdict, review))
        case .allow: logger.info(Self.record("admitted under audit", verdict, review))
        }
    }

    private static func record(_ message: StaticString, _ verdict: Verdict, _ review: AdmissionReview) -> Logger.Message
    {
        // Of the worst finding that has them.
        let worst = (verdict.entries.first { $0.finding.limit != nil } ?? verdict.entries.first)?.finding
        return Logger.Message(
            stringLiteral: review.record(
                message: message,
                decision: verdict.decision.rawValue,
                findings: verdict.codes.names,
                declared: worst?.declared?.description,
                limit: worst?.limit?.size.description,
                obstacle: verdict.obstacle?.reason.description,
                override: verdict.overrides.first?.description,
                exemption: verdict.exemption?.description
            )
        )
    }
}

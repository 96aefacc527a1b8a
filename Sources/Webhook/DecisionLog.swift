import Admission
import HTTP
import Kubernetes
import Logging
import MIG

/// Says of each decision what was asked and what became of it, one line each: denials, warnings and what is on record only
/// by themselves, the rest for debugging.
struct DecisionLog {
    /// A logger whose messages are fields.
    let logger: Logger

    /// A trace that the request belongs to stands in the line.
    func note(_ verdict: Verdict, on review: AdmissionReview, of request: Request) {
        switch verdict.decision {
        case .deny: logger.warning(Self.record("denied", verdict, review, request))
        case .warn: logger.notice(Self.record("admitted with warnings", verdict, review, request))
        case .allow where verdict.exemption != nil:
            logger.debug(Self.record("admitted as exempt", verdict, review, request))
        case .allow where verdict.isClean: logger.debug(Self.record("admitted", verdict, review, request))
        case .allow: logger.info(Self.record("admitted under audit", verdict, review, request))
        }
    }

    private static func record(
        _ message: StaticString,
        _ verdict: Verdict,
        _ review: AdmissionReview,
        _ request: Request
    ) -> Logger.Message {
        // Of the worst finding that has them.
        let worst = (verdict.entries.first { $0.finding.limit != nil } ?? verdict.entries.first)?.finding
        let record = review.record(
            message: message,
            decision: verdict.decision.rawValue,
            findings: verdict.codes.names,
            declared: worst?.declared?.description,
            limit: worst?.limit?.size.description,
            obstacle: verdict.obstacle?.reason.description,
            override: verdict.overrides.first?.description,
            exemption: verdict.exemption?.description
        )
        return Logger.Message(stringLiteral: record + (TraceParent(request)?.fields ?? ""))
    }
}

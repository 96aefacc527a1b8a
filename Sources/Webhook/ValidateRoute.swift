import Admission
package import HTTP
import Kubernetes
package import Logging
import Telemetry

/// Answers `POST /validate`: an AdmissionReview in, an AdmissionReview out. A function but for the buffers it keeps; each
/// loop has one of its own.
package final class ValidateRoute: Responder {
    private var policy: LivePolicy.View
    private let limits: Limits
    private let logger: Logger
    private let decisions: DecisionLog
    private let counters: ReviewCounters
    private var alerts: AlertTap?
    private let reader: AdmissionReviewReader
    private let readingLimits: ReadingLimits

    /// - Parameters:
    ///   - policy: what to judge by, as it is when a request begins.
    ///   - limits: how much to read.
    ///   - logger: told of bodies that cannot be answered.
    ///   - decisions: told of decisions; its messages are fields of a JSON object.
    ///   - counters: told of decisions, too.
    ///   - alerts: told of what was found; nil where nobody wants to hear of it.
    package init(
        policy: LivePolicy,
        limits: Limits = .standard,
        logger: Logger,
        decisions: Logger,
        counters: ReviewCounters = ReviewCounters(),
        alerts: AlertTap? = nil
    ) {
        self.policy = LivePolicy.View(policy)
        self.limits = limits
        self.logger = logger
        self.decisions = DecisionLog(logger: decisions)
        self.counters = counters
        self.alerts = alerts
        reader = AdmissionReviewReader(documentDepth: limits.documentDepth, uidLimit: limits.uidBytes)
        readingLimits = ReadingLimits(limits)
    }

    package func respond(to request: Request) -> Response {
        guard request.isFor("/validate") else {
            return .text(.notFound, "there is nothing here; AdmissionReviews go to /validate")
        }
        guard request.method == "POST" else {
            return .text(.methodNotAllowed, "AdmissionReviews are sent with POST", allow: "POST")
        }
        guard request.fields.isContentType("application/json") else {
            return .text(.unsupportedMediaType, "AdmissionReviews are sent as application/json")
        }
        guard !isLate(request) else {
            counters.count(.late)
            return .text(.serviceUnavailable, "the review took too long to arrive; try again", retryAfter: 1)
        }
        let policy = policy.current()
        let start = ContinuousClock.now
        defer { counters.durations.observe(.now - start) }
        do {
            return try reader.withReview(request.body) { review in
                if let problems = PolicyConfigMap.problems(in: review) {
                    return guardPolicy(problems, review, of: request)
                }
                let verdict = evaluate(review, under: policy, readingLimits)
                counters.count(verdict, on: review.kind)
                decisions.note(verdict, on: review, of: request)
                alerts?.note(verdict, on: review)
                return answer(verdict.response, to: review)
            }
        } catch {
            return refuse(error, of: request)
        }
    }

    private func answer(_ response: AdmissionResponse, to review: AdmissionReview) -> Response {
        Response(.ok, contentType: "application/json", body: response.review(uid: review.uid))
    }

    /// Refuses a policy that the gate could not use.
    private func guardPolicy(
        _ problems: [PolicyConfigMap.Problem],
        _ review: AdmissionReview,
        of request: Request
    ) -> Response {
        guard let message = PolicyGuard.message(problems) else {
            counters.count(Verdict.Decision.allow, on: review.kind)
            return answer(AdmissionResponse(decision: Verdict.Decision.allow.rawValue), to: review)
        }
        counters.count(Verdict.Decision.deny, on: review.kind)
        alerts?.note(refusedPolicy: message, on: review)
        logger.warning(
            "a policy is refused",
            metadata: [
                "namespace": "\(review.namespace)", "name": "\(review.name)", "user": "\(review.userName)",
                "problems": "\(message)",
            ].merging(TraceParent.metadata(of: request)) { $1 }
        )
        let response = AdmissionResponse(
            denial: .init(message: message),
            decision: Verdict.Decision.deny.rawValue,
            findings: PolicyGuard.code
        )
        return answer(response, to: review)
    }

    /// Whether the API server has given up already, or will before an answer can reach it, by the `timeout` it names.
    private func isLate(_ request: Request) -> Bool {
        // The usual request comes in one piece, and its age is nothing: the clock has not moved.
        guard request.age > .zero, let timeout = request.query("timeout").flatMap(GoDuration.parse), timeout > .zero
        else { return false }
        return request.age >= max(timeout - limits.answerMargin, timeout / 2)
    }

    /// Says what is wrong with the body: the API server shows it to the person who asked.
    private func refuse(_ error: any Error, of request: Request) -> Response {
        logger.notice(
            "a body could not be answered",
            metadata: TraceParent.metadata(of: request).merging(["reason": "\(error)"]) { $1 }
        )
        if case .outOfMemory = error as? ReviewError {
            counters.count(.memory)
            return .text(.serviceUnavailable, "\(error); try again", retryAfter: 1)
        }
        counters.count(.unreadable)
        return .text(.badRequest, "\(error)")
    }
}

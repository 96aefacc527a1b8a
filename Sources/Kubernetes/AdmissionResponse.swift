import JSON

/// The answer to one AdmissionReview.
package struct AdmissionResponse: Sendable {
    /// Why an object is refused, as the `status` of the answer.
    package struct Denial: Hashable, Sendable {
        /// An HTTP status of 400 or more; 403 for a policy.
        package let code: Int
        /// A `metav1.StatusReason` that fits the code; kubectl drops or rewords the message under some others.
        package let reason: String
        package let message: String

        package static func forbidden(_ message: String) -> Denial {
            Denial(code: 403, reason: "Forbidden", message: message)
        }
    }

    package var denial: Denial?
    /// Sentences that kubectl prints behind `Warning:`. The API server drops one with a control character and cuts all
    /// webhooks' warnings together at 4,096 characters, so each should stay below 120.
    package var warnings: [String]
    /// Facts for the audit log. The API server puts the webhook's name in front: keys have no slash.
    package var auditAnnotations: [(key: String, value: String)]

    package init(
        denial: Denial? = nil,
        warnings: [String] = [],
        auditAnnotations: [(key: String, value: String)] = []
    ) {
        self.denial = denial
        self.warnings = warnings
        self.auditAnnotations = auditAnnotations
    }

    /// The AdmissionReview that carries this answer to the question `uid`.
    package func review(uid: String) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.object { review in
            review.key("apiVersion")
            review.string("admission.k8s.io/v1")
            review.key("kind")
            review.string("AdmissionReview")
            review.key("response")
            review.object { write(uid, into: &$0) }
        }
        return writer.bytes
    }

    private func write(_ uid: String, into response: inout JSONWriter) {
        response.key("uid")
        response.string(uid)
        response.key("allowed")
        response.bool(denial == nil)
        if let denial {
            response.key("status")
            response.object { status in
                status.key("status")
                status.string("Failure")
                status.key("message")
                status.string(denial.message)
                status.key("reason")
                status.string(denial.reason)
                status.key("code")
                status.integer(denial.code)
            }
        }
        if !warnings.isEmpty {
            response.key("warnings")
            response.array { list in
                for warning in warnings {
                    list.string(warning)
                }
            }
        }
        if !auditAnnotations.isEmpty {
            response.key("auditAnnotations")
            response.object { annotations in
                for (key, value) in auditAnnotations {
                    annotations.key(key)
                    annotations.string(value)
                }
            }
        }
    }
}

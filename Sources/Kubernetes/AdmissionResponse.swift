import JSON

/// The answer to one AdmissionReview.
package struct AdmissionResponse: Hashable, Sendable {
    /// Why an object is refused; nil admits it.
    package var denial: Denial?
    /// Sentences that kubectl prints behind `Warning:`. The API server drops one with a control character and cuts all
    /// webhooks' warnings together at 4,096 characters, so each should stay below 120.
    package var warnings: [String]
    /// `allow`, `warn` or `deny`, for the audit log.
    package var decision: String
    /// Codes of findings for the audit log, in alphabetical order with commas between; empty for none.
    package var findings: String
    /// Who has let in what would be refused, until when and why; empty where nobody has.
    package var override: String
    /// Why the object was not looked at; empty where it was.
    package var exemption: String

    /// Why an object is refused, as the `status` of the answer: 403 with the reason that belongs to it. kubectl drops or
    /// rewords the message under some other reasons, and clients try again under some other codes.
    package struct Denial: Hashable, Sendable {
        package let message: String

        package init(message: String) {
            self.message = message
        }
    }

    package init(
        denial: Denial? = nil,
        warnings: [String] = [],
        decision: String,
        findings: String = "",
        override: String = "",
        exemption: String = ""
    ) {
        self.denial = denial
        self.warnings = warnings
        self.decision = decision
        self.findings = findings
        self.override = override
        self.exemption = exemption
    }

    /// The AdmissionReview that carries this answer to the question `uid`.
    package func review(uid: String) -> [UInt8] {
        // A denial of one container takes about 460 bytes.
        var writer = JSONWriter(capacity: 512)
        writer.literal(#"{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"#)
        writer.string(uid)
        if let denial {
            writer.literal(#","allowed":false,"status":{"status":"Failure","message":"#)
            writer.string(denial.message)
            writer.literal(#","reason":"Forbidden","code":403}"#)
        } else {
            writer.literal(#","allowed":true"#)
        }
        writeWarnings(into: &writer)
        // The API server puts the webhook's name before each key.
        writer.literal(#","auditAnnotations":{"decision":"#)
        writer.string(decision)
        if !findings.isEmpty {
            writer.literal(#","findings":"#)
            writer.string(findings)
            // The API server makes the uid for this call alone, and its audit log would not have it otherwise: by it the log
            // line and the alert are found.
            writer.literal(#","uid":"#)
            writer.string(uid)
        }
        if !override.isEmpty {
            writer.literal(#","override":"#)
            writer.string(override)
        }
        if !exemption.isEmpty {
            writer.literal(#","exempt":"#)
            writer.string(exemption)
        }
        writer.literal("}}}")
        return writer.bytes
    }

    private func writeWarnings(into writer: inout JSONWriter) {
        guard !warnings.isEmpty else { return }
        writer.literal(#","warnings":["#)
        for (index, warning) in warnings.enumerated() {
            if index > 0 {
                writer.literal(",")
            }
            writer.string(warning)
        }
        writer.literal("]")
    }
}

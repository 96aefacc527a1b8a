import Admission
import Kubernetes

extension Verdict {
    /// Findings that one answer spells out. The API server keeps 4,096 characters of warnings, people read fewer.
    private static let shownFindings = 16

    /// The verdict as the API server wants it.
    var response: AdmissionResponse {
        let denials = findings(.deny)
        var annotations = [(key: "decision", value: decision.rawValue)]
        if !entries.isEmpty {
            annotations.append((key: "findings", value: codes.joined(separator: ",")))
        }
        return AdmissionResponse(
            denial: denials.isEmpty ? nil : .forbidden(Self.lines(denials, \.message).joined(separator: "\n")),
            warnings: Self.lines(findings(.warn), \.summary),
            auditAnnotations: annotations
        )
    }

    private static func lines(_ findings: [Finding], _ text: (Finding) -> String) -> [String] {
        let shown = findings.prefix(shownFindings).map(text)
        return findings.count > shownFindings ? shown + ["and \(findings.count - shownFindings) more"] : shown
    }
}

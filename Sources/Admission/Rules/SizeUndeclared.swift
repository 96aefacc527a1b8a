import Kubernetes
import MIG

/// A container that asks for a slice should say how large its model is; otherwise nobody can tell whether it fits.
enum SizeUndeclared: Rule {
    static let code = FindingCode.sizeUndeclared

    static func check(_ request: SliceRequest, _ policy: EffectivePolicy, _ findings: inout [Finding]) {
        if case .undeclared = request.size {
            findings.append(Finding(code, request))
        }
    }

    static func describe(_ finding: Finding, _ policy: EffectivePolicy, _ words: inout FindingWords) {
        let place =
            policy.sizeSources.annotations.first.map { "annotate \($0.key.text)" }
            ?? policy.sizeSources.environment.first.map { "set \($0.text)" } ?? "declare it"
        // A warning is all that most people see of this: it has to say what to do.
        words.text += "asks for \(finding.claim.resource.shortened) but declares no model size: \(place)"
        words.beginDetail()
        words.text += ", such as 30Gi"
    }
}

import Admission
import Kubernetes

extension Verdict {
    /// Findings that one answer spells out. The API server keeps 4,096 characters of warnings, people read fewer.
    private static let shownFindings = 16

    /// The verdict as the API server wants it.
    var response: AdmissionResponse {
        let denials = texts(.deny) { $0.finding.message }
        var overrides = self.overrides.prefix(Self.shownFindings).map(\.description)
        if self.overrides.count > overrides.count {
            overrides.append("and \(self.overrides.count - overrides.count) more overrides")
        }
        return AdmissionResponse(
            denial: denials.isEmpty ? nil : .init(message: denials.joined(separator: "\n")),
            warnings: overrides
                + texts(.warn) { entry in
                    let summary = entry.finding.summary
                    return entry.isInherited ? "\(summary) (as before this update)" : summary
                },
            decision: decision.rawValue,
            findings: codes.list,
            override: overrides.joined(separator: "; "),
            exemption: exemption?.description ?? ""
        )
    }

    private func texts(_ action: Action, _ text: (Entry) -> String) -> [String] {
        var texts: [String] = []
        var left = 0
        if let obstacle, obstacle.action == action {
            texts.append(obstacle.reason.description)
        }
        for entry in entries where entry.action == action {
            if texts.count < Self.shownFindings {
                texts.append(text(entry))
            } else {
                left += 1
            }
        }
        return left > 0 ? texts + ["and \(left) more"] : texts
    }
}

/// How bad it is what an alert tells of, by what was done about it; the worst last.
package enum Severity: String, CaseIterable, Codable, Sendable {
    /// Admitted, and on record only.
    case audit
    /// Admitted with a warning.
    case warn
    /// Refused.
    case deny
}

extension Severity: Comparable {
    package static func < (left: Severity, right: Severity) -> Bool {
        left.rank < right.rank
    }

    private var rank: Int {
        switch self {
        case .audit: 0
        case .warn: 1
        case .deny: 2
        }
    }
}

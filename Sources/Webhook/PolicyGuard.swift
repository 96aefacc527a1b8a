import Admission

/// The words for a ConfigMap with a policy that the gate could not use.
enum PolicyGuard {
    /// What stands for the code of a finding.
    static let code = "PolicyUnusable"

    /// Problems that one answer spells out.
    private static let shownProblems = 16

    /// The message of a denial, a line for each problem; nil for none.
    static func message(_ problems: [PolicyConfigMap.Problem]) -> String? {
        guard !problems.isEmpty else { return nil }
        var lines = problems.prefix(shownProblems).map(\.line)
        if problems.count > lines.count {
            lines.append("and \(problems.count - lines.count) more")
        }
        return lines.joined(separator: "\n")
    }
}

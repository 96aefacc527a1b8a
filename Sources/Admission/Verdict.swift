/// What was found in one object, and what to do about it.
package struct Verdict: Sendable {
    /// A finding and what the policy does about it here.
    package struct Entry: Sendable {
        package let finding: Finding
        package let action: Action
        /// Whether the object broke the rule before this update, which therefore only warns.
        package let isInherited: Bool
    }

    package enum Decision: String, Sendable {
        case allow
        case warn
        case deny
    }

    /// Worst first: by action, then by code; within both, as the containers stand in the object. None is ignored.
    package let entries: [Entry]

    /// Nothing wrong.
    package static let clean = Verdict(entries: [])

    init(entries: [Entry]) {
        self.entries = entries.enumerated()
            .sorted { left, right in
                if left.element.action != right.element.action {
                    return left.element.action > right.element.action
                }
                let (leftCode, rightCode) = (left.element.finding.code, right.element.finding.code)
                return leftCode == rightCode ? left.offset < right.offset : leftCode < rightCode
            }
            .map(\.element)
    }

    package var decision: Decision {
        switch entries.first?.action {
        case .deny: .deny
        case .warn: .warn
        default: .allow
        }
    }

    /// The findings that refuse the object, or that warn.
    package func findings(_ action: Action) -> [Finding] {
        entries.filter { $0.action == action }.map(\.finding)
    }

    /// The codes of all findings, each once, in alphabetical order.
    package var codes: [String] {
        Set(entries.map(\.finding.code.rawValue)).sorted()
    }
}

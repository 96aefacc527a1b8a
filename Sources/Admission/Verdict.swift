/// What was found in one object, and what to do about it.
package struct Verdict: Sendable {
    /// A finding and what the policy does about it here.
    package struct Entry: Sendable {
        package let finding: Finding
        package let action: Action
        /// Whether the object broke the rule before this update, which therefore only warns.
        package let isInherited: Bool
        /// Who lets it in for a while, where it would be denied.
        package let override: Override?

        /// Worse before better: by action, then by code.
        fileprivate func isWorse(than other: Entry) -> Bool {
            action == other.action ? finding.code.rawValue < other.finding.code.rawValue : action > other.action
        }
    }

    package enum Decision: String, Sendable {
        case allow
        case warn
        case deny
    }

    /// Worst first: by action, then by code; within both, as the containers stand in the object. None is ignored.
    package let entries: [Entry]
    /// The codes of all entries.
    package let codes: FindingCodes
    /// What kept us from looking at all of the object, and what to do about that.
    package let obstacle: (reason: Obstacle, action: Action)?

    /// The overrides that admit what would be refused, each once, in the order of the entries.
    package let overrides: [Override]
    /// Why the object was not looked at, where it asks for MIG slices and was not.
    package let exemption: Exemption?

    /// Nothing wrong.
    package static let clean = Verdict(entries: [])

    init(
        entries: [Entry],
        obstacle: (reason: Obstacle, action: Action)? = nil,
        overrides: [Override] = [],
        exemption: Exemption? = nil
    ) {
        self.exemption = exemption
        let entries = entries.count > 1 ? Self.sorted(entries) : entries
        self.entries = entries
        self.overrides = overrides.count > 1 ? Self.sorted(overrides, by: entries) : overrides
        self.obstacle = obstacle
        var codes = FindingCodes()
        for entry in entries {
            codes.insert(entry.finding.code)
        }
        self.codes = codes
    }

    /// Whether there is nothing to tell anybody.
    package var isClean: Bool { entries.isEmpty && obstacle == nil }

    private static func sorted(_ entries: [Entry]) -> [Entry] {
        entries.enumerated()
            .sorted { left, right in
                if left.element.isWorse(than: right.element) {
                    return true
                }
                // Swift's sort promises nothing about equals.
                return !right.element.isWorse(than: left.element) && left.offset < right.offset
            }
            .map(\.element)
    }

    /// Overrides in the order of the entries that they admit, those that admit none of them last.
    private static func sorted(_ overrides: [Override], by entries: [Entry]) -> [Override] {
        var known: Set<Override> = []
        return (entries.compactMap(\.override) + overrides).filter { known.insert($0).inserted }
    }

    package var decision: Decision {
        switch max(entries.first?.action ?? .ignore, obstacle?.action ?? .ignore) {
        case .deny: .deny
        case .warn: .warn
        default: .allow
        }
    }
}

import Admission
import Kubernetes
import MIG

/// What differs between two policies, in lines for people.
struct PolicyChanges {
    let lines: [String]

    init(from old: Policy, to new: Policy) {
        var lines = Self.changes(from: old.general, to: new.general)
        for (index, (rule, effective)) in new.rules.enumerated() {
            // A rule is the same as long as it is for the same objects.
            let before = old.rules.first { $0.rule.isForSameObjects(as: rule) }?.effective
            let changes = Self.changes(from: before ?? old.general, to: effective)
            if before == nil || !changes.isEmpty {
                lines.append("namespaces[\(index)], \(rule)\(before == nil ? ", which is new" : ""):")
                lines += changes.map { "  \($0)" }
            }
        }
        for (index, (rule, _)) in old.rules.enumerated()
        where !new.rules.contains(where: { $0.rule.isForSameObjects(as: rule) }) {
            lines.append("namespaces[\(index)], \(rule): is gone")
        }
        if Self.order(of: old, among: new) != Self.order(of: new, among: old) {
            lines.append("namespaces: the order of rules differs, and the first that matches counts")
        }
        for (name, isSame) in [
            ("exempt", old.settings.exemptions == new.settings.exemptions),
            ("overrides", old.settings.overrides == new.settings.overrides),
            ("sizeSources", old.settings.sizeSources == new.settings.sizeSources),
            ("parallelismSources", old.settings.parallelismSources == new.settings.parallelismSources),
            ("workloads", old.settings.workloads == new.settings.workloads),
        ] where !isSame {
            lines.append("\(name): differs")
        }
        self.lines = lines
    }

    /// The rules that are also in the other policy, in order.
    private static func order(of policy: Policy, among other: Policy) -> [String] {
        let others = Set(other.rules.map(\.rule.description))
        return policy.rules.map(\.rule.description).filter(others.contains)
    }

    private static func changes(from old: EffectivePolicy, to new: EffectivePolicy) -> [String] {
        var rows: [[String]] = []
        var (gone, added): ([String], [String]) = ([], [])
        for entry in new.catalogue.entries {
            switch (old.limit(of: entry, on: old.defaultGPUs), new.limit(of: entry, on: new.defaultGPUs)) {
            case (let before?, let after?) where before.size != after.size:
                rows.append([
                    "\(entry.profile):", "\(before.size) (\(before.derivation(old.catalogue)))", "becomes",
                    "\(after.size) (\(after.derivation(new.catalogue)))",
                ])
            case (.some, nil): gone.append(entry.profile.name)
            case (nil, .some): added.append(entry.profile.name)
            default: break
            }
        }
        var lines = TextTable.lines(rows)
        if !gone.isEmpty {
            lines.append("no longer on the fleet's GPUs: \(gone.joined(separator: ", "))")
        }
        if !added.isEmpty {
            lines.append("newly on the fleet's GPUs: \(added.joined(separator: ", "))")
        }
        for code in FindingCode.allCases where old.terms.actions[code] != new.terms.actions[code] {
            lines.append("\(code.name): \(old.terms.actions[code].name) becomes \(new.terms.actions[code].name)")
        }
        return lines
    }
}

extension NamespaceRule {
    fileprivate func isForSameObjects(as other: NamespaceRule) -> Bool {
        names == other.names && objectSelector == other.objectSelector
    }
}

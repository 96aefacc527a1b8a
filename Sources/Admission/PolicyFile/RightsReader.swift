import Kubernetes
import Yams

// Whom the gate leaves alone, and whose overrides it honours.
extension SettingsReader {
    func exemptions(_ node: Node, at key: String) -> Exemptions {
        var exemptions = Exemptions.standard
        forEachField(
            of: node,
            at: key,
            [
                "namespaces": { node, key in
                    exemptions.namespaces = self.globs(node, at: key) { text, node, key in
                        self.checkNarrowPattern(text, node, key, "every namespace; write which, such as team-a-*")
                            && self.checkNamespacePattern(text, node, key)
                    }
                },
                "users": { exemptions.users = self.globs($0, at: $1, self.checkNarrowPattern) },
                "groups": { exemptions.groups = self.globs($0, at: $1, self.checkNarrowPattern) },
            ]
        )
        return exemptions
    }

    func overrides(_ node: Node, at key: String) -> OverrideRights {
        var rights = OverrideRights.standard
        forEachField(
            of: node,
            at: key,
            [
                "users": { rights.users = self.globs($0, at: $1, self.checkNarrowPattern) },
                "groups": { rights.groups = self.globs($0, at: $1, self.checkNarrowPattern) },
                "controllers": { rights.controllers = self.globs($0, at: $1, self.checkNarrowPattern) },
                "maxDuration": { rights.maxDuration = self.duration($0, at: $1) ?? rights.maxDuration },
            ]
        )
        return rights
    }

    /// Whether `text` leaves somebody out: a right for everybody is a mistake.
    private func checkNarrowPattern(_ text: String, _ node: Node, _ key: String) -> Bool {
        checkNarrowPattern(text, node, key, "everybody; write who it is, such as system:serviceaccount:ci:*")
    }

    private func checkNarrowPattern(_ text: String, _ node: Node, _ key: String, _ meaning: String) -> Bool {
        guard !text.contains("*") || text.contains(where: { $0 != "*" && $0 != "?" }) else {
            refuse(node, key, "\(text.quoted) means \(meaning)")
            return false
        }
        return true
    }

    /// The longest override that a policy can allow: a year.
    private static let longestOverride = Duration.seconds(365 * 24 * 3600)

    private func duration(_ node: Node, at key: String) -> Duration? {
        guard let text = text(node, at: key) else { return nil }
        guard let duration = GoDuration.parse(text), duration >= .seconds(1) else {
            refuse(node, key, "\(text.quoted) is no duration of at least a second: write one such as 72h or 1h30m")
            return nil
        }
        guard duration <= Self.longestOverride else {
            refuse(node, key, "\(text.quoted) is longer than a year (\(Self.longestOverride.inWords))")
            return nil
        }
        return duration
    }
}

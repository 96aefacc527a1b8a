import Admission
import Kubernetes
import MIG

/// What a policy comes to: the limit of every profile wherever no rule matches and under each rule, and how it came about.
package struct PolicyExplanation: Encodable {
    private let file: String
    private let scopes: [Scope]
    private let exempt: Patterns
    private let overrides: Overrides

    /// - Parameter file: the policy's file.
    /// - Throws: `ConfigurationError` for a policy that cannot be used.
    package init(file: String) throws(ConfigurationError) {
        let policy = try Policy.load(file)
        self.file = file
        let general = Scope(policy)
        scopes = [general] + policy.rules.indices.map { Scope(policy, rule: $0) }
        let settings = policy.settings
        exempt = Patterns(
            namespaces: settings.exemptions.namespaces.map(\.pattern),
            users: settings.exemptions.users.map(\.pattern),
            groups: settings.exemptions.groups.map(\.pattern)
        )
        overrides = Overrides(
            users: settings.overrides.users.map(\.pattern),
            groups: settings.overrides.groups.map(\.pattern),
            controllers: settings.overrides.controllers.map(\.pattern),
            maxDuration: settings.overrides.maxDuration.inWords
        )
    }

    /// What counts for some objects.
    fileprivate struct Scope: Encodable {
        /// `namespaces[0]`; nil for what counts elsewhere.
        let key: String?
        /// Whom it is for, in words.
        let objects: String
        let gpus: [String]
        let actions: [String: String]
        let limits: [Row]
    }

    fileprivate struct Row: Encodable {
        let profile: String
        let resource: String
        let limit: String
        /// How the limit came about, in words.
        let derivation: String
        /// The key of the policy that decides.
        let decidedBy: String
    }

    fileprivate struct Patterns: Encodable {
        let namespaces: [String]
        let users: [String]
        let groups: [String]
    }

    fileprivate struct Overrides: Encodable {
        let users: [String]
        let groups: [String]
        /// Who carries overrides on.
        let controllers: [String]
        let maxDuration: String
    }
}

extension PolicyExplanation.Scope {
    /// What counts where no rule matches.
    fileprivate init(_ policy: Policy) {
        key = nil
        objects = policy.rules.isEmpty ? "every namespace" : "every other namespace"
        gpus = policy.general.gpuNames
        actions = policy.general.terms.actions.byName
        limits = policy.general.rows { $0 }
    }

    /// What counts for the objects of a rule.
    fileprivate init(_ policy: Policy, rule index: Int) {
        let (rule, effective) = policy.rules[index]
        let key = "namespaces[\(index)]"
        self.key = key
        objects = rule.description
        gpus = effective.gpuNames
        actions = effective.terms.actions.byName
        let base = policy.general.terms
        limits = effective.rows { decider in
            switch decider {
            case "headroom.default" where rule.terms.headroom.standard == base.headroom.standard: decider
            case _ where decider.hasPrefix("headroom.profiles.") && rule.terms.headroom == base.headroom: decider
            case "reserve" where rule.terms.reserve == base.reserve: decider
            case _ where decider.hasPrefix("limits.") && rule.terms.fixedLimits == base.fixedLimits: decider
            default: "\(key).\(decider)"
            }
        }
    }
}

extension EffectivePolicy {
    fileprivate var gpuNames: [String] { catalogue.models(in: defaultGPUs).map(\.name) }

    /// A row for each profile; `place` says where the key that decides stands.
    fileprivate func rows(_ place: (String) -> String) -> [PolicyExplanation.Row] {
        catalogue.entries(on: defaultGPUs).compactMap { entry in
            guard let limit = limit(of: entry, on: defaultGPUs) else { return nil }
            let decider =
                switch limit.origin {
                case .nominal where terms.headroom.byProfile[entry.profile] != nil:
                    "headroom.profiles.\(entry.profile.name)"
                case .nominal: "headroom.default"
                case .usable: "reserve"
                case .fixed, .capped: "limits.\(entry.profile.name)"
                }
            return PolicyExplanation.Row(
                profile: entry.profile.name,
                resource: catalogue.resourceName(of: entry),
                limit: limit.size.description,
                derivation: limit.derivation(catalogue),
                decidedBy: place(decider)
            )
        }
    }
}

extension Actions {
    /// The action of each finding, by the finding's name.
    var byName: [String: String] {
        Dictionary(uniqueKeysWithValues: FindingCode.allCases.map { ($0.name, self[$0].name) })
    }
}

// MARK: - For people and programs

extension PolicyExplanation {
    /// A table for each scope, then what else the policy says.
    package var text: String {
        var lines: [String] = []
        for (index, scope) in scopes.enumerated() {
            lines.append(scope.key.map { "\($0): \(scope.objects)" } ?? scope.objects)
            lines.append("  GPUs: \(scope.gpus.joined(separator: ", "))")
            let others = index == 0 ? [:] : scopes[0].actions
            let actions = FindingCode.allCases.compactMap { code in
                scope.actions[code.name].flatMap { $0 == others[code.name] ? nil : "\(code.name) \($0)" }
            }
            if !actions.isEmpty {
                lines.append("  Actions: \(actions.joined(separator: ", "))")
            }
            let rows = scope.limits.map { [$0.profile, $0.limit, $0.derivation, $0.decidedBy] }
            lines += TextTable.lines([["PROFILE", "LIMIT", "HOW", "DECIDED BY"]] + rows).map { "  \($0)" }
            lines.append("")
        }
        lines.append("Exempt: \(Self.words(exempt.namespaces, exempt.users, exempt.groups))")
        let rights = Self.words([], overrides.users, overrides.groups)
        lines.append("Overrides: \(rights == "nobody" ? rights : "\(rights), for \(overrides.maxDuration) at most")")
        if rights != "nobody" {
            lines.append("Carried on by: \(Self.words([], overrides.controllers, []))")
        }
        return lines.joined(separator: "\n")
    }

    private static func words(_ namespaces: [String], _ users: [String], _ groups: [String]) -> String {
        let parts = [("namespaces", namespaces), ("users", users), ("groups", groups)]
            .filter { !$0.1.isEmpty }
            .map { "\($0.0) \($0.1.joined(separator: ", "))" }
        return parts.isEmpty ? "nobody" : parts.joined(separator: "; ")
    }

    package var json: String {
        get throws { try PrettyJSON.pretty(self) }
    }
}

import Kubernetes
import MIG
import Yams

extension PolicySettings {
    /// Reads a policy file whole; a key that it leaves out keeps its standard value.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    /// - Throws: `SettingsProblems` with everything that is wrong.
    package init(yaml: String, file: String) throws(SettingsProblems) {
        let reader = SettingsReader(.policy)
        self = reader.document(yaml).map { reader.settings($0) } ?? .standard
        guard reader.problems.isEmpty else { throw reader.failure(of: file) }
    }
}

// The keys of a policy file, each with what reads it.
extension SettingsReader {
    fileprivate func settings(_ root: Node) -> PolicySettings {
        var settings = PolicySettings.standard
        var rules: (node: Node, key: String)?
        settings.terms = terms(
            root,
            at: "",
            inPlaceOf: .standard,
            besides: [
                // Read last: what a rule leaves out is taken from the terms of all, wherever they stand.
                "namespaces": { rules = ($0, $1) },
                "exempt": { settings.exemptions = self.exemptions($0, at: $1) },
                "overrides": { settings.overrides = self.overrides($0, at: $1) },
                "sizeSources": { settings.sizeSources = self.sources($0, at: $1, settings.sizeSources) },
                "parallelismSources": {
                    settings.parallelismSources = self.sources($0, at: $1, settings.parallelismSources)
                },
                "workloads": { settings.workloads = self.workloads($0, at: $1) },
            ]
        )
        if let rules {
            settings.namespaceRules = namespaceRules(rules.node, at: rules.key, inPlaceOf: settings.terms)
        }
        checkOverrides(settings)
        return settings
    }

    /// Where somebody may override, nobody else's claim may pass: controllers carry on whatever was let in.
    private func checkOverrides(_ settings: PolicySettings) {
        let terms = [settings.terms] + settings.namespaceRules.map(\.terms)
        guard settings.overrides.isForSomebody, terms.contains(where: { $0.actions[.overrideRefused] != .deny }) else {
            return
        }
        refuse(
            nil,
            "actions.OverrideRefused",
            "must be deny where overrides names users or groups: controllers carry on every claim that was let in"
        )
    }

    private func sources(_ node: Node, at key: String, _ standard: Sources) -> Sources {
        var annotations: [String]?
        var environment: [String] = []
        forEachField(
            of: node,
            at: key,
            [
                "annotations": { node, key in
                    annotations = []
                    self.forEachText(of: node, at: key) { text, node, key in
                        if self.checkAnnotationKey(text, node, key) {
                            annotations?.append(text)
                        }
                    }
                },
                "env": { node, key in
                    self.forEachText(of: node, at: key) { text, node, key in
                        if self.checkVariableName(text, node, key) {
                            environment.append(text)
                        }
                    }
                },
            ]
        )
        return Sources(annotations: annotations ?? standard.annotations.map(\.key.text), environment: environment)
    }
}

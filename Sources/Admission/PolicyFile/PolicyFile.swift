import Kubernetes
import MIG
import Yams

extension PolicySettings {
    /// Reads a policy file whole; a key that it leaves out keeps its standard value.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    /// - Throws: `PolicyProblems` with everything that is wrong.
    package init(yaml: String, file: String) throws(PolicyProblems) {
        let reader = PolicyReader()
        self = reader.document(yaml).map { reader.settings($0) } ?? .standard
        guard reader.problems.isEmpty else {
            throw PolicyProblems(file: file, problems: reader.problems)
        }
    }
}

// The keys of a policy file, each with what reads it.
extension PolicyReader {
    fileprivate func settings(_ root: Node) -> PolicySettings {
        let catalogue = Catalogue.shipped
        var settings = PolicySettings.standard
        forEachField(
            of: root,
            at: "",
            [
                "headroom": { settings.headroom = self.headroom($0, at: $1, catalogue) },
                "reserve": { node, key in
                    settings.reserve =
                        self.memory(node, at: key, lessThan: catalogue.largestProfile) ?? settings.reserve
                },
                "gpus": { settings.fleet = self.gpus($0, at: $1, catalogue) },
                "actions": { settings.actions = self.actions($0, at: $1) },
                "sizeSources": { settings.sizeSources = self.sources($0, at: $1, settings.sizeSources) },
                "parallelismSources": {
                    settings.parallelismSources = self.sources($0, at: $1, settings.parallelismSources)
                },
            ]
        )
        return settings
    }

    private func headroom(_ node: Node, at key: String, _ catalogue: Catalogue) -> Headroom {
        var headroom = Headroom.standard
        if case .scalar(let amount) = node, !amount.string.isEmpty {
            refuse(node, key, "here stands a single value; write \(key): {default: \(amount.string.shortened)}")
            return headroom
        }
        forEachField(
            of: node,
            at: key,
            [
                "default": { node, key in
                    headroom.standard =
                        self.headroomAmount(node, at: key, of: catalogue.largestProfile) ?? headroom.standard
                },
                "profiles": { node, key in
                    self.forEachEntry(of: node, at: key) { name, value, key in
                        guard let profile = self.profile(name, at: key, catalogue) else { return }
                        guard headroom.byProfile[profile] == nil else {
                            let former = "\(name.text.quoted) is a former name of \(profile.name)"
                            return self.refuse(name.node, key, "\(former), which has its amount: keep one of both")
                        }
                        headroom.byProfile[profile] = self.headroomAmount(value, at: key, of: profile)
                    }
                },
            ]
        )
        return headroom
    }

    private func gpus(_ node: Node, at key: String, _ catalogue: Catalogue) -> GPUSet? {
        var gpus = GPUSet.none
        forEachText(of: node, at: key) { text, node, key in
            guard let named = catalogue.gpus(labelled: text) ?? catalogue.gpus(named: text) else {
                let known = catalogue.gpus.map(\.name).joined(separator: ", ")
                return self.refuse(
                    node,
                    key,
                    "no GPU is called \(text.quoted); known are their nvidia.com/gpu.product labels and \(known)"
                )
            }
            gpus = gpus.union(named)
        }
        return gpus.isEmpty ? nil : gpus
    }

    private func actions(_ node: Node, at key: String) -> Actions {
        var actions = Actions.standard
        forEachEntry(of: node, at: key) { name, value, key in
            guard let code = FindingCode(name: name.text) else {
                let codes = FindingCode.allCases.map(\.name)
                let hint = Spelling.nearest(to: name.text, among: codes).map { "did you mean \($0)?" }
                return self.refuse(
                    name.node,
                    key,
                    "no such finding; \(hint ?? "known are \(codes.joined(separator: ", "))")"
                )
            }
            guard let text = self.text(value, at: key) else { return }
            guard let action = Action(name: text) else {
                let known = Action.allCases.reversed().map(\.name).joined(separator: ", ")
                return self.refuse(value, key, "\(text.quoted) is no action; write one of \(known)")
            }
            actions[code] = action
        }
        return actions
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

extension Catalogue {
    /// The profile with the most memory.
    fileprivate var largestProfile: MIGProfile? { entries.last?.profile }
}

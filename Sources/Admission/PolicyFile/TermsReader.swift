import Kubernetes
import MIG
import Yams

// What may differ from namespace to namespace.
extension SettingsReader {
    /// Reads a mapping of terms.
    ///
    /// - Parameters:
    ///   - node: the mapping.
    ///   - key: where it stands.
    ///   - base: what counts for keys that it leaves out.
    ///   - others: what reads the mapping's other keys.
    /// - Returns: the terms, those that could not be read as in `base`.
    func terms(
        _ node: Node,
        at key: String,
        inPlaceOf base: Terms,
        besides others: [String: FieldReader]
    ) -> Terms {
        let catalogue = Catalogue.shipped
        var terms = base
        var limits: (node: Node, key: String)?
        let readers: [String: FieldReader] = [
            "headroom": { terms.headroom = self.headroom($0, at: $1, inPlaceOf: base.headroom, catalogue) },
            "reserve": { node, key in
                terms.reserve = self.memory(node, at: key, lessThan: catalogue.largestProfile) ?? terms.reserve
            },
            "gpus": { terms.fleet = self.gpus($0, at: $1, catalogue) },
            // Read last: how much a slice has depends on the GPUs.
            "limits": { limits = ($0, $1) },
            "actions": { terms.actions = self.actions($0, at: $1, inPlaceOf: base.actions) },
        ]
        forEachField(of: node, at: key, readers.merging(others) { own, _ in own })
        if let limits {
            terms.fixedLimits = fixedLimits(limits.node, at: limits.key, on: terms.fleet, catalogue)
        }
        return terms
    }

    private func headroom(
        _ node: Node,
        at key: String,
        inPlaceOf base: Headroom,
        _ catalogue: Catalogue
    ) -> Headroom {
        var headroom = Headroom(standard: base.standard, byProfile: [:])
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
                    self.forEachProfile(of: node, at: key, catalogue) { entry, value, key in
                        headroom.byProfile[entry.profile] = self.headroomAmount(value, at: key, of: entry.profile)
                    }
                },
            ]
        )
        return headroom
    }

    /// Reads a mapping whose keys are profiles, each once under whatever name.
    private func forEachProfile(
        of node: Node,
        at key: String,
        _ catalogue: Catalogue,
        _ read: (CatalogueEntry, Node, String) -> Void
    ) {
        var seen: Set<MIGProfile> = []
        forEachEntry(of: node, at: key) { name, value, key in
            guard let entry = self.profile(name, at: key, catalogue) else { return }
            guard seen.insert(entry.profile).inserted else {
                let cause =
                    name.text == entry.profile.name
                    ? "has its amount already, under a former name"
                    : "is a former name of \(entry.profile.name), which has its amount"
                return self.refuse(name.node, key, "\(name.text.quoted) \(cause): keep one of both")
            }
            read(entry, value, key)
        }
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

    /// Reads limits by profile. More than any GPU of the fleet gives is refused; what one of them does not give is cut to
    /// what it has where the pod may land there.
    private func fixedLimits(
        _ node: Node,
        at key: String,
        on fleet: GPUSet?,
        _ catalogue: Catalogue
    ) -> [MIGProfile: MemorySize] {
        var limits: [MIGProfile: MemorySize] = [:]
        forEachProfile(of: node, at: key, catalogue) { entry, value, key in
            guard let size = self.memory(value, at: key) else { return }
            guard size > .zero else {
                return self.refuse(value, key, "a limit of nothing admits nothing: write an amount such as 38Gi")
            }
            guard let most = catalogue.mostUsableMemory(of: entry, on: fleet ?? catalogue.allGPUs) else {
                return self.refuse(value, key, "no GPU of gpus has this profile")
            }
            guard size <= most.size else {
                let basis = most.isEstimated ? "is estimated to have" : "has"
                return self.refuse(value, key, "\(size) is more than the \(most.size) that such a slice \(basis)")
            }
            limits[entry.profile] = size
        }
        return limits
    }

    private func actions(_ node: Node, at key: String, inPlaceOf base: Actions) -> Actions {
        var actions = base
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
}

extension Catalogue {
    /// The profile with the most memory.
    fileprivate var largestProfile: MIGProfile? { entries.last?.profile }
}

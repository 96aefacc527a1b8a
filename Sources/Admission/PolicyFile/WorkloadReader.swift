import Kubernetes
import Yams

// Kinds that the built-in table does not have.
extension SettingsReader {
    /// The keys that hold paths, each with what stands at their end.
    static let pathKeys: [(key: String, shape: TemplatePath.Shape)] = [
        ("podTemplates", .podTemplate), ("podSpecs", .podSpec), ("containers", .container), ("resources", .resources),
        ("resourceLists", .resourceList), ("objects", .object),
    ]

    func workloads(_ node: Node, at key: String) -> [GroupKind: [TemplatePath]] {
        var workloads: [GroupKind: [TemplatePath]] = [:]
        forEachElement(of: node, at: key) { node, key in
            var group: String?
            var kind: String?
            var paths: [TemplatePath] = []
            var readers: [String: FieldReader] = [
                "group": { group = self.group($0, at: $1) },
                "kind": { kind = self.text($0, at: $1) },
            ]
            for (name, shape) in Self.pathKeys {
                readers[name] = { node, key in
                    self.forEachText(of: node, at: key) { text, node, key in
                        if let path = self.path(text, shape, node, key) {
                            paths.append(path)
                        }
                    }
                }
            }
            let known = self.problems.count
            self.forEachField(of: node, at: key, readers)
            guard self.problems.count == known else { return }
            guard let group, let kind else {
                return self.refuse(node, key, "a workload needs group (\"\" for the core group) and kind")
            }
            guard !paths.isEmpty else {
                return self.refuse(node, key, "no paths; write podTemplates: [spec.template], or where its pods stand")
            }
            let name = GroupKind(group: group, kind: kind)
            guard workloads[name] == nil else {
                return self.refuse(node, key, "\(name.description.quoted) stands here twice: put its paths together")
            }
            workloads[name] = paths
        }
        return workloads
    }

    /// A group without its version; `""` is the core group.
    private func group(_ node: Node, at key: String) -> String? {
        guard case .scalar(let scalar) = node, scalar.string.isEmpty, scalar.style != .plain else {
            guard let text = text(node, at: key) else { return nil }
            guard text != "v1" else {
                refuse(node, key, "\"v1\" is the version of the core group; write \"\"")
                return nil
            }
            guard !text.contains("/") else {
                let group = text.prefix { $0 != "/" }
                refuse(node, key, "\(text.quoted) has a version; write the group alone: \(String(group).shortened)")
                return nil
            }
            return text
        }
        return ""
    }

    private func path(_ text: String, _ shape: TemplatePath.Shape, _ node: Node, _ key: String) -> TemplatePath? {
        guard let path = TemplatePath(text, shape) else {
            refuse(
                node,
                key,
                "\(text.quoted) is no path; write fields with dots between, [*] for every element of a list and {*} for every "
                    + "value of a map, such as spec.workers[*].template"
            )
            return nil
        }
        return path
    }
}

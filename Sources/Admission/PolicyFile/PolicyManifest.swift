import Kubernetes
import Yams

/// The policies of a file: the file is one, or it is the manifest of a ConfigMap that holds some.
package enum PolicyManifest {
    /// Reads every policy of a file.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    /// - Returns: the policies, one at least.
    /// - Throws: `SettingsProblems` with everything that is wrong, lines being those of the file.
    package static func policies(in yaml: String, file: String) throws(SettingsProblems) -> [PolicySettings] {
        let maps = configMaps(in: SettingsText.withoutMark(yaml))
        guard !maps.isEmpty else {
            return [try PolicySettings(yaml: yaml, file: file)]
        }
        var policies: [PolicySettings] = []
        var problems: [SettingsProblem] = []
        for (key, value) in maps.joined() {
            guard let name = key.string, PolicyConfigMap.isPolicy(name), case .scalar(let text) = value else {
                continue
            }
            do throws(SettingsProblems) {
                policies.append(try PolicySettings(yaml: text.string, file: file))
            } catch {
                problems += error.problems.map { $0.moved(into: text) }
            }
        }
        if policies.isEmpty, problems.isEmpty {
            problems.append(
                SettingsProblem(line: nil, key: "", message: "no policy under data; its key must end in .yaml")
            )
        }
        guard problems.isEmpty else { throw SettingsProblems(file: file, problems: problems) }
        return policies
    }

    /// Bytes of a manifest. The API server keeps a ConfigMap of 1 MiB (`MaxSecretSize`), and what was applied last again.
    private static let largest = 4 << 20
    /// Levels of a manifest; the API server's own notes on who set which field nest with the object.
    private static let deepest = 64

    /// What stands under `data` of the ConfigMaps of a text; none if it has none, or cannot be read: then the reader of
    /// policies says why.
    private static func configMaps(in yaml: String) -> [Node.Mapping] {
        guard yaml.contains("ConfigMap"), yaml.utf8.count <= largest,
            YAMLGuard.obstacle(in: yaml, deepest: deepest) == nil,
            var rest = try? Yams.compose_all(yaml: yaml, .basic)
        else { return [] }
        var documents: [Node] = []
        while let document = rest.next() {
            documents.append(document)
        }
        // The sequence ends where the text ends or cannot be read.
        guard rest.error == nil else { return [] }
        return documents.flatMap { root -> [Node.Mapping] in
            guard case .mapping(let manifest) = root else { return [] }
            guard manifest["kind"]?.string == "List" else { return data(of: manifest).map { [$0] } ?? [] }
            return manifest["items"]?.sequence?.compactMap { $0.mapping.flatMap(data) } ?? []
        }
    }

    /// What stands under `data` of a ConfigMap, nothing if there is none; nil for a manifest of something else.
    private static func data(of manifest: Node.Mapping) -> Node.Mapping? {
        guard manifest["kind"]?.string == "ConfigMap" else { return nil }
        return manifest["data"]?.mapping ?? Node.Mapping([])
    }
}

extension SettingsProblem {
    /// The problem by the lines of the file in which the policy is a text of its own.
    fileprivate func moved(into text: Node.Scalar) -> SettingsProblem {
        guard let start = text.mark?.line else { return self }
        // A literal's lines begin behind its `|`; those of other texts are not the file's.
        let line = text.style == .literal ? start + (line ?? 1) : start
        return SettingsProblem(line: line, key: key, message: message)
    }
}

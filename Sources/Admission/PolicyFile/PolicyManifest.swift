import Yams

/// The policies of a file: the file is one, or it is the manifest of a ConfigMap that holds some.
package enum PolicyManifest {
    /// Reads every policy of a file.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    /// - Returns: the policies, one at least.
    /// - Throws: `PolicyProblems` with everything that is wrong, lines being those of the file.
    package static func policies(in yaml: String, file: String) throws(PolicyProblems) -> [PolicySettings] {
        guard let data = data(ofConfigMap: yaml) else {
            return [try PolicySettings(yaml: yaml, file: file)]
        }
        var policies: [PolicySettings] = []
        var problems: [PolicyProblem] = []
        for (key, value) in data {
            guard let name = key.string, PolicyConfigMap.isPolicy(name), case .scalar(let text) = value else {
                continue
            }
            do throws(PolicyProblems) {
                policies.append(try PolicySettings(yaml: text.string, file: file))
            } catch {
                problems += error.problems.map { $0.moved(into: text) }
            }
        }
        if policies.isEmpty, problems.isEmpty {
            problems.append(
                PolicyProblem(line: nil, key: "", message: "no policy under data; its key must end in .yaml")
            )
        }
        guard problems.isEmpty else { throw PolicyProblems(file: file, problems: problems) }
        return policies
    }

    /// What stands under `data` of a ConfigMap; nil if the text is none.
    private static func data(ofConfigMap yaml: String) -> Node.Mapping? {
        // Text of any length may come from a file, but hardly any is a ConfigMap.
        guard yaml.contains("ConfigMap"), let root = try? Yams.compose(yaml: yaml, .basic),
            case .mapping(let manifest) = root, manifest["kind"]?.string == "ConfigMap"
        else { return nil }
        guard case .mapping(let data) = manifest["data"] else { return Node.Mapping([]) }
        return data
    }
}

extension PolicyProblem {
    /// The problem by the lines of the file in which the policy is a text of its own.
    fileprivate func moved(into text: Node.Scalar) -> PolicyProblem {
        guard let start = text.mark?.line else { return self }
        // A literal's lines begin behind its `|`; those of other texts are not the file's.
        let line = text.style == .literal ? start + (line ?? 1) : start
        return PolicyProblem(line: line, key: key, message: message)
    }
}

package import Kubernetes

/// A ConfigMap that holds the policy of a gate, which must not become one that the gate cannot read.
package enum PolicyConfigMap {
    /// One thing wrong with it.
    package struct Problem: Sendable {
        /// The key under `data` whose text it is about; nil for the ConfigMap as a whole.
        package let key: String?
        /// A line with ConfigMap, key, line and fix.
        package let line: String
    }

    /// What marks a ConfigMap as the policy's.
    package static let label = "mig-gate.io/policy"
    private static let selector = LabelSelector([.init(label: label, relation: .isIn, values: ["true"])])

    /// Policies of one ConfigMap.
    private static let most = 16

    /// The files that a policy may stand in.
    private static let extensions = [".yaml", ".yml"]

    /// Whether a policy stands under a key of a ConfigMap.
    static func isPolicy(_ key: String) -> Bool {
        extensions.contains(where: key.hasSuffix)
    }

    /// What is wrong with the policy that a ConfigMap would hold after what a review asks about. An update that
    /// leaves the policies alone is not refused for them: such a ConfigMap can still be labelled and finalised.
    ///
    /// - Parameter review: the question.
    /// - Returns: everything that is wrong, nothing if all is well; nil where the review is about something
    ///   else.
    package static func problems(in review: AdmissionReview) -> [Problem]? {
        guard review.operation == .create || review.operation == .update, !review.isForSubresource,
            let object = review.object, ConfigMap(object) != nil, isGuarded(object)
        else { return nil }
        if let old = review.oldObject, isGuarded(old), holdsSamePolicies(old, object) {
            return []
        }
        return problems(in: object, in: review.namespace)
    }

    private static func holdsSamePolicies(_ old: KubernetesObject, _ new: KubernetesObject) -> Bool {
        // By bytes: comparing strings by their canonical form may take minutes.
        texts(of: old)?.mapValues { Array($0.utf8) } == texts(of: new)?.mapValues { Array($0.utf8) }
            && binaryPolicies(of: old) == binaryPolicies(of: new)
    }

    private static func isGuarded(_ object: KubernetesObject) -> Bool {
        object.isSelected(by: selector)
    }

    /// The policies of a ConfigMap by their keys; nil for another object.
    private static func texts(of object: KubernetesObject) -> [String: String]? {
        guard let map = ConfigMap(object) else { return nil }
        var texts: [String: String] = [:]
        map.forEachText { key, text in
            if isPolicy(key) {
                texts[key] = text
            }
        }
        return texts
    }

    /// The keys of policies that stand where nobody reads them.
    private static func binaryPolicies(of object: KubernetesObject) -> [String] {
        ConfigMap(object)?.binaryKeys.filter(isPolicy) ?? []
    }

    /// What is wrong with the policy that an object holds.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - namespace: the namespace that it is in.
    /// - Returns: everything that is wrong, nothing if all is well; nil where the object is something else, or
    ///   being deleted.
    package static func problems(in object: KubernetesObject, in namespace: String) -> [Problem]? {
        guard isGuarded(object), !object.isBeingDeleted, let texts = texts(of: object)
        else {
            return nil
        }
        let name = "ConfigMap \(namespace)/\(object.name)".shortened
        guard texts.count <= most else {
            return [Problem(key: nil, line: "\(name): \(texts.count) policies; one has \(most) at most")]
        }
        let size = texts.values.reduce(0) { $0 + $1.utf8.count }
        guard size <= SettingsText.largest else {
            let way = "all of them together have \(SettingsText.largest) at most"
            return [Problem(key: nil, line: "\(name): policies of \(size) bytes; \(way)")]
        }
        var problems: [Problem] = []
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            do throws(SettingsProblems) {
                _ = try PolicySettings(yaml: text, file: "\(name): \(key.shortened)")
            } catch {
                problems += error.lines.map { Problem(key: key, line: $0) }
            }
        }
        if let key = binaryPolicies(of: object).first {
            let way = "write it as text under data"
            problems.append(Problem(key: nil, line: "\(name): \(key.shortened) stands under binaryData; \(way)"))
        } else if texts.isEmpty {
            let way = "its key must end in .yaml, such as policy.yaml"
            problems.append(Problem(key: nil, line: "\(name): no policy under data, though labelled \(label); \(way)"))
        }
        return problems
    }
}

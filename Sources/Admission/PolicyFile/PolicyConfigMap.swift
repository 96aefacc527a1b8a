package import Kubernetes

/// A ConfigMap that holds the policy of a gate, which must not become one that the gate cannot read.
package enum PolicyConfigMap {
    /// What marks a ConfigMap as the policy's.
    package static let label = "mig-gate.io/policy"
    private static let selector = LabelSelector([.init(label: label, relation: .isIn, values: ["true"])])

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
    /// - Returns: lines with ConfigMap, key, line and fix, none if all is well; nil where the review is about something
    ///   else.
    package static func problems(in review: AdmissionReview) -> [String]? {
        guard review.operation == .create || review.operation == .update, !review.isForSubresource,
            let object = review.object, ConfigMap(object) != nil, isGuarded(object)
        else { return nil }
        if let old = review.oldObject, isGuarded(old), texts(of: old) == texts(of: object) {
            return []
        }
        return problems(in: object, in: review.namespace)
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

    /// What is wrong with the policy that an object holds.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - namespace: the namespace that it is in.
    /// - Returns: lines with ConfigMap, key, line and fix, none if all is well; nil where the object is something else, or
    ///   being deleted.
    package static func problems(in object: KubernetesObject, in namespace: String) -> [String]? {
        guard let map = ConfigMap(object), isGuarded(object), !object.isBeingDeleted, let texts = texts(of: object)
        else {
            return nil
        }
        let name = "ConfigMap \(namespace)/\(object.name)".shortened
        let size = texts.values.reduce(0) { $0 + $1.utf8.count }
        guard size <= PolicyText.largest else {
            return ["\(name): policies of \(size) bytes; all of them together have \(PolicyText.largest) at most"]
        }
        var problems: [String] = []
        for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
            do throws(PolicyProblems) {
                _ = try PolicySettings(yaml: text, file: "\(name): \(key.shortened)")
            } catch {
                problems += error.lines
            }
        }
        if let key = map.binaryKeys.first(where: isPolicy) {
            problems.append("\(name): \(key.shortened) stands under binaryData; write it as text under data")
        } else if texts.isEmpty {
            problems.append(
                "\(name): no policy under data, though labelled \(label); its key must end in .yaml, such as policy.yaml"
            )
        }
        return problems
    }
}

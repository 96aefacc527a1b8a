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

    /// What is wrong with the policy that a ConfigMap would hold after what a review asks about. What was wrong before an
    /// update does not refuse it: such a ConfigMap can still be labelled and finalised.
    ///
    /// - Parameter review: the question.
    /// - Returns: lines with ConfigMap, key, line and fix, none if all is well; nil where the review is about something
    ///   else.
    package static func problems(in review: AdmissionReview) -> [String]? {
        guard review.operation == .create || review.operation == .update, !review.isForSubresource,
            let object = review.object, let problems = problems(in: object, in: review.namespace)
        else { return nil }
        guard !problems.isEmpty, review.operation == .update, let old = review.oldObject,
            self.problems(in: old, in: review.namespace) == problems
        else { return problems }
        return []
    }

    /// What is wrong with the policy that an object holds.
    ///
    /// - Parameters:
    ///   - object: the object.
    ///   - namespace: the namespace that it is in.
    /// - Returns: lines with ConfigMap, key, line and fix, none if all is well; nil where the object is something else, or
    ///   being deleted.
    package static func problems(in object: KubernetesObject, in namespace: String) -> [String]? {
        guard let map = ConfigMap(object), object.isSelected(by: selector), !object.isBeingDeleted else { return nil }
        let name = "ConfigMap \(namespace)/\(object.name)".shortened
        var problems: [String] = []
        var hasPolicy = false
        map.forEachText { key, text in
            guard isPolicy(key) else { return }
            hasPolicy = true
            do throws(PolicyProblems) {
                _ = try PolicySettings(yaml: text, file: "\(name): \(key.shortened)")
            } catch {
                problems += error.description.split(separator: "\n").map(String.init)
            }
        }
        if let key = map.binaryKeys.first(where: isPolicy) {
            problems.append("\(name): \(key.shortened) stands under binaryData; write it as text under data")
        } else if !hasPolicy {
            problems.append(
                "\(name): no policy under data, though labelled \(label); its key must end in .yaml, such as policy.yaml"
            )
        }
        return problems
    }
}

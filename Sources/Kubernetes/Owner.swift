import JSON

/// The object that people know a workload by: what they wrote, not what controllers made of it.
package struct Owner: Hashable, Sendable {
    package let kind: String
    package let name: String

    package init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// The owner at the top of a Pod's, as far as the name of its controller tells.
    ///
    /// - Parameters:
    ///   - controller: the object that made the Pod.
    ///   - hash: the label `pod-template-hash` of the Pod, or nil.
    ///   - isOfRollout: whether an Argo Rollout has labelled the Pod as its own.
    init(above controller: Owner, podTemplateHash hash: String?, isOfRollout: Bool) {
        switch controller.kind {
        case "ReplicaSet":
            let isHash = { (part: Substring.UTF8View) in
                Self.isHash(part) || !part.isEmpty && part.elementsEqual((hash ?? "").utf8)
            }
            guard let stem = controller.stem(before: isHash) else {
                self = controller
                return
            }
            self.init(kind: isOfRollout ? "Rollout" : "Deployment", name: stem)
        case "Job":
            self = controller.stem(before: Self.isScheduledTime).map { Owner(kind: "CronJob", name: $0) } ?? controller
        default: self = controller
        }
    }

    /// The name without its last part and the hyphen before it; nil if `isSuffix` does not know that part.
    private func stem(before isSuffix: (Substring.UTF8View) -> Bool) -> String? {
        guard let hyphen = name.utf8.lastIndex(of: UInt8(ascii: "-")), hyphen > name.startIndex,
            isSuffix(name[name.utf8.index(after: hyphen)...].utf8)
        else { return nil }
        return String(name[..<hyphen])
    }

    /// Whether a name's last part is the hash of a pod template: up to ten letters and digits of those that can form no
    /// words (apimachinery, `SafeEncodeString`).
    private static func isHash(_ text: Substring.UTF8View) -> Bool {
        (5...10).contains(text.count) && text.allSatisfy("bcdfghjklmnpqrstvwxz2456789".utf8.contains)
    }

    /// Whether a name's last part is the minute for which a CronJob has made a Job, counted since 1970 (Kubernetes,
    /// `getJobName`): eight digits from 1989 to 2160.
    private static func isScheduledTime(_ text: Substring.UTF8View) -> Bool {
        text.count == 8 && text.allSatisfy { (0x30...0x39).contains($0) }
    }
}

extension KubernetesObject {
    /// The object's owner at the top as far as it can be told from the object, or the object itself.
    package var topOwner: Owner {
        var controller: Owner?
        json.field("metadata")?.field("ownerReferences")?.forEachElement { reference in
            guard controller == nil, reference.field("controller")?.bool == true,
                let kind = reference.field("kind")?.string, let name = reference.field("name")?.string
            else { return }
            controller = Owner(kind: kind.comparable, name: name.comparable)
        }
        guard let controller else {
            let name = nameText?.comparable ?? ""
            // The stem of a generated name ends in a hyphen.
            return Owner(kind: kind.kind, name: name.utf8.last == UInt8(ascii: "-") ? String(name.dropLast()) : name)
        }
        let labels = json.field("metadata")?.field("labels")
        return Owner(
            above: controller,
            podTemplateHash: labels?.field("pod-template-hash")?.string?.comparable,
            isOfRollout: labels?.field("rollouts-pod-template-hash") != nil
        )
    }
}

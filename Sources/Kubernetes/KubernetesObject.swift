import JSON

/// An object of a review or a manifest, lent for the length of a read.
package struct KubernetesObject {
    package let kind: GroupKind
    let json: JSONValue

    /// Reads an object, which is a `kind` where a review says so; else its own `apiVersion` and `kind` say what it is. Nil
    /// for something that is no object or does not say what it is.
    init?(_ json: JSONValue, kind: GroupKind? = nil) {
        guard json.kind == .object, let kind = kind ?? GroupKind(json) else { return nil }
        self.kind = kind
        self.json = json
    }

    private var metadata: JSONValue? { json.field("metadata") }

    /// The name, or what the API server will make one from, or nothing.
    package var name: String { nameText.map(String.init) ?? "" }

    var nameText: JSONString? {
        for key in ["name", "generateName"] as [StaticString] {
            if let name = metadata?.field(key)?.string, !name.isEmpty {
                return name
            }
        }
        return nil
    }

    /// The namespace that the object names; nil for none, or an empty one, which the API server fills in.
    package var namespace: String? {
        metadata?.field("namespace")?.string.flatMap { $0.isEmpty ? nil : String($0) }
    }

    /// The value of a label: the object's own, or one of the pods that a Deployment, a Job or a CronJob makes, if it has none
    /// itself. Nil for none, or an empty one.
    package func labelOfObjectOrPods(_ name: FieldName) -> String? {
        let spec = json.field("spec")
        for owner in [json, spec?.field("template"), spec?.field("jobTemplate")?.field("spec")?.field("template")] {
            let value = owner?.field("metadata")?.field("labels")?.field(name.key)?.string
            if let value, !value.isEmpty {
                return value.comparable
            }
        }
        return nil
    }

    /// What tells the object from every other that the cluster has had; nil before it is created.
    package var uid: String? {
        metadata?.field("uid")?.string.map(String.init)
    }

    /// The uid of the object that made this one and looks after it; nil if there is none.
    package var controllerUID: String? {
        var uid: String?
        metadata?.field("ownerReferences")?.forEachElement { owner in
            if owner.field("controller")?.bool == true {
                uid = owner.field("uid")?.string.map(String.init)
            }
        }
        return uid
    }

    /// Whether deletion has begun and only finalizers hold the object.
    package var isBeingDeleted: Bool {
        metadata?.field("deletionTimestamp")?.string != nil
    }
}

extension GroupKind {
    /// What an object says it is; nil if it says nothing.
    init?(_ json: JSONValue) {
        guard let apiVersion = json.field("apiVersion")?.string, let kind = json.field("kind")?.string else {
            return nil
        }
        self.init(apiVersion: apiVersion.comparable, kind: kind.comparable)
    }
}

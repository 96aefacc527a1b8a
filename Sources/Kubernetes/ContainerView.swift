import JSON

/// One container that a workload asks resources for, or a resources fragment that counts as one, lent while a walk
/// visits it.
package struct ContainerView {
    /// Where the container stands in its object.
    package let path: ObjectPath
    package let pod: PodView

    /// The container's name, where it has one.
    let nameText: JSONString?
    /// The maps that hold amounts of resources.
    let limits: JSONValue?
    let requests: JSONValue?
    /// The map whose `env` is the container's: itself, or what is around a fragment.
    let environment: JSONValue?
    /// The containers of the pod template beside a resource list, whose amounts count there already.
    let templateContainers: JSONValue?

    /// The container's name; nil for a fragment that has none.
    package var name: String? { nameText.map { $0.comparable } }

    /// The value of the annotation whose key is `prefix` with the container's name behind; nil if it is not there. Of
    /// several owners that have it the nearest counts.
    package func ownAnnotation(_ prefix: FieldName, on place: PodView.AnnotationPlace) -> ScalarValue? {
        guard let nameText else { return nil }
        switch place {
        case .pod:
            return pod.annotations?.field(prefix.key, nameText).map(ScalarValue.init)
        case .owner:
            for owner in pod.owners.reversed() {
                if let value = owner.field("metadata")?.field("annotations")?.field(prefix.key, nameText) {
                    return ScalarValue(value)
                }
            }
            return nil
        }
    }

    /// Entries that are gone through to find an environment variable; of fragments all that stand in one map share them.
    package var environmentCount: Int {
        environment.map { $0.count + ($0.field("env")?.count ?? 0) } ?? 0
    }

    /// The literal value of an environment variable; nil if it is not set, or comes from elsewhere (`valueFrom`).
    package func environmentVariable(_ name: FieldName) -> ScalarValue? {
        var found: ScalarValue?
        environment?.field("env")?.forEachElement { variable in
            if let variableName = variable.field("name")?.string, variableName == name.key {
                found = variable.field("value").map(ScalarValue.init)
            }
        }
        return found
    }
}

import JSON

/// One container that a workload asks resources for, or a resources fragment that counts as one, lent while a walk
/// visits it.
package struct ContainerView {
    /// Where the container stands in its object.
    package let path: ObjectPath

    /// The container's name, where it has one.
    let nameText: JSONString?
    /// The maps that hold amounts of resources.
    let limits: JSONValue?
    let requests: JSONValue?
    let env: JSONValue?
    /// The annotations of the pod that the container will run in, where the object says them.
    let podAnnotations: JSONValue?
    /// The maps around the container, outermost first: each may be an object with metadata, or a pod spec.
    let enclosing: [JSONValue]
    /// How many of them are around the pod.
    let owners: Int
    /// The containers of the pod template beside a resource list, whose amounts count there already.
    let templateContainers: JSONValue?

    /// The container's name; nil for a fragment that has none.
    package var name: String? { nameText.map(String.init) }
}

// MARK: - What people declare

extension ContainerView {
    /// Where an annotation may stand.
    package enum AnnotationPlace: CaseIterable, Sendable {
        /// On the pod, or on the template that pods are made from.
        case pod
        /// On an object or template around the pod, the nearest first.
        case owner
    }

    /// The value of an annotation; nil if it is not there.
    package func annotation(_ name: FieldName, on place: AnnotationPlace) -> ScalarValue? {
        annotation(on: place) { $0.field(name.key) }
    }

    /// The value of the annotation whose key is `prefix` with the container's name behind; nil if it is not there.
    package func ownAnnotation(_ prefix: FieldName, on place: AnnotationPlace) -> ScalarValue? {
        guard let nameText else { return nil }
        return annotation(on: place) { $0.field(prefix.key, nameText) }
    }

    private func annotation(on place: AnnotationPlace, _ find: (JSONValue) -> JSONValue?) -> ScalarValue? {
        switch place {
        case .pod:
            return podAnnotations.flatMap(find).map(ScalarValue.init)
        case .owner:
            for owner in enclosing[..<owners].reversed() {
                if let value = owner.field("metadata")?.field("annotations").flatMap(find) {
                    return ScalarValue(value)
                }
            }
            return nil
        }
    }

    /// The literal value of an environment variable; nil if it is not set, or comes from elsewhere (`valueFrom`).
    package func environmentVariable(_ name: FieldName) -> ScalarValue? {
        var found: ScalarValue?
        env?.forEachElement { variable in
            if let variableName = variable.field("name")?.string, variableName == name.key {
                found = variable.field("value").map(ScalarValue.init)
            }
        }
        return found
    }
}

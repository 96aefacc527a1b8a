package import Kubernetes

/// Where a value may be declared, in order: the first found wins.
package struct Sources: Hashable, Sendable {
    package let annotations: [Annotation]
    package let environment: [FieldName]

    /// An annotation key and its form for a single container.
    package struct Annotation: Hashable, Sendable {
        package let key: FieldName
        /// `model-size.mig-gate.io/` for `mig-gate.io/model-size`; the container's name follows.
        let containerPrefix: String

        init(_ key: String) {
            self.key = FieldName(key)
            let parts = key.split(separator: "/", maxSplits: 1)
            containerPrefix = parts.count == 2 ? "\(parts[1]).\(parts[0])/" : "\(key)/"
        }

        func key(for container: String) -> FieldName {
            FieldName(containerPrefix + container)
        }
    }

    package init(annotations: [String], environment: [String] = []) {
        self.annotations = annotations.map(Annotation.init)
        self.environment = environment.map { FieldName($0) }
    }

    /// The value as declared for a container and where it stands, in the order of the design: for this container or for
    /// the whole pod on the pod, then the same on the objects around it, then its environment.
    func lookUp(_ container: ContainerView) -> (value: ScalarValue, place: String)? {
        for read in [container.podAnnotation, container.ownerAnnotation] {
            if let name = container.name, let found = first(annotations.map { $0.key(for: name) }, read) {
                return found
            }
            if let found = first(annotations.map(\.key), read) {
                return found
            }
        }
        for name in environment {
            if let value = container.environmentVariable(name) {
                return (value, "environment variable \(name.text)")
            }
        }
        return nil
    }

    private func first(
        _ keys: [FieldName],
        _ read: (FieldName) -> ScalarValue?
    ) -> (value: ScalarValue, place: String)? {
        for key in keys {
            if let value = read(key) {
                return (value, "annotation \(key.text)")
            }
        }
        return nil
    }
}

/// What a workload says of itself.
enum Declaration<Value: Sendable>: Sendable {
    case undeclared
    case declared(Value)
    /// Something stands there that is none; `place` is where.
    case unreadable(ScalarValue, place: String)

    var value: Value? {
        if case .declared(let value) = self { value } else { nil }
    }
}

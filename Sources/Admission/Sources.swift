package import Kubernetes

/// Where a value may be declared, in order: the first found wins.
package struct Sources: Hashable, Sendable {
    package let annotations: [Annotation]
    package let environment: [FieldName]

    /// An annotation key and its form for a single container.
    package struct Annotation: Hashable, Sendable {
        package let key: FieldName
        /// `model-size.mig-gate.io/` for `mig-gate.io/model-size`; the container's name follows.
        package let containerPrefix: FieldName

        init(_ key: String) {
            self.key = FieldName(key)
            let parts = key.split(separator: "/", maxSplits: 1)
            containerPrefix = FieldName(parts.count == 2 ? "\(parts[1]).\(parts[0])/" : "\(key)/")
        }
    }

    package init(annotations: [String], environment: [String] = []) {
        self.annotations = annotations.map(Annotation.init)
        self.environment = environment.map { FieldName($0) }
    }

    /// Where a declaration was found.
    enum Place: Sendable {
        case containerAnnotation(Annotation)
        case annotation(Annotation)
        case environmentVariable(FieldName)
    }

    /// The value as declared for a container: for this container or for the whole pod on the pod, then the same on the
    /// objects around it, then its environment.
    func lookUp(_ container: ContainerView) -> (value: ScalarValue, place: Place)? {
        for place in [ContainerView.AnnotationPlace.pod, .owner] {
            for annotation in annotations {
                if let value = container.ownAnnotation(annotation.containerPrefix, on: place) {
                    return (value, .containerAnnotation(annotation))
                }
            }
            for annotation in annotations {
                if let value = container.annotation(annotation.key, on: place) {
                    return (value, .annotation(annotation))
                }
            }
        }
        for name in environment {
            if let value = container.environmentVariable(name) {
                return (value, .environmentVariable(name))
            }
        }
        return nil
    }
}

extension Sources.Place {
    /// The place in the words of a message.
    func words(container: String?) -> String {
        switch self {
        case .containerAnnotation(let annotation): "annotation \(annotation.containerPrefix.text)\(container ?? "")"
        case .annotation(let annotation): "annotation \(annotation.key.text)"
        case .environmentVariable(let name): "environment variable \(name.text)"
        }
    }
}

/// What a workload says of itself.
enum Declaration<Value: Sendable>: Sendable {
    case undeclared
    case declared(Value)
    /// Something stands there that is none.
    case unreadable(ScalarValue, Sources.Place)

    var value: Value? {
        if case .declared(let value) = self { value } else { nil }
    }
}

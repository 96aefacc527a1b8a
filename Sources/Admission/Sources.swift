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

    /// One of the places, by its position in the lists.
    enum Place: Hashable, Sendable {
        case containerAnnotation(Int)
        case annotation(Int)
        case environmentVariable(Int)
    }

    struct Found: Sendable {
        let value: ScalarValue
        let place: Place
    }

    /// A place in the words of a message.
    func words(_ place: Place, container: String?) -> String {
        switch place {
        case .containerAnnotation(let index):
            "annotation \(annotations[index].containerPrefix.text)\(container ?? "")"
        case .annotation(let index): "annotation \(annotations[index].key.text)"
        case .environmentVariable(let index): "environment variable \(environment[index].text)"
        }
    }
}

// MARK: - Looking up

extension Sources {
    /// What a pod, or the objects around it, declare.
    fileprivate struct Level: Sendable {
        /// For all containers.
        var common: Found?
        /// Whether there is something for single containers, of any name.
        var namesContainers = false
        /// Annotations that were looked at.
        var count = 0
    }

    /// What a pod and the objects around it declare, found in one pass over their annotations: containers may be many, and
    /// so may annotations.
    struct PodDeclarations: Sendable {
        fileprivate var pod: Level
        fileprivate var owner: Level

        /// Annotations that hold for the pod.
        var annotationCount: Int { pod.count + owner.count }

        /// Whether each container has to look for annotations of its own.
        var namesContainers: Bool { pod.namesContainers || owner.namesContainers }
    }

    /// Environment variables that are looked up.
    var variableCount: Int { environment.count }

    func read(_ pod: PodView) -> PodDeclarations {
        PodDeclarations(pod: read(pod, on: .pod), owner: read(pod, on: .owner))
    }

    /// The first of the annotations counts, then the nearest map that has it.
    private func read(_ pod: PodView, on place: PodView.AnnotationPlace) -> Level {
        var level = Level()
        var best = (index: Int.max, distance: Int.max)
        pod.forEachAnnotation(on: place) { key, value, distance in
            level.count += 1
            for index in annotations.indices {
                if key == annotations[index].key {
                    guard (index, distance) <= best else { continue }
                    best = (index, distance)
                    level.common = Found(value: value.scalar, place: .annotation(index))
                } else if key.hasPrefix(annotations[index].containerPrefix) {
                    level.namesContainers = true
                }
            }
        }
        return level
    }

    /// The value as declared for a container: for this container or for the whole pod on the pod, then the same on the
    /// objects around it, then its environment.
    func lookUp(_ container: ContainerView, _ declarations: PodDeclarations) -> Found? {
        lookUp(container, declarations.pod, on: .pod) ?? lookUp(container, declarations.owner, on: .owner)
            ?? lookUpEnvironment(container)
    }

    private func lookUp(_ container: ContainerView, _ level: Level, on place: PodView.AnnotationPlace) -> Found? {
        guard level.namesContainers else { return level.common }
        for index in annotations.indices {
            if let value = container.ownAnnotation(annotations[index].containerPrefix, on: place) {
                return Found(value: value, place: .containerAnnotation(index))
            }
        }
        return level.common
    }

    private func lookUpEnvironment(_ container: ContainerView) -> Found? {
        for index in environment.indices {
            if let value = container.environmentVariable(environment[index]) {
                return Found(value: value, place: .environmentVariable(index))
            }
        }
        return nil
    }
}

import JSON

/// The way from the root of an object to a place in it, lent with the object.
package struct ObjectPath {
    enum Step {
        /// A field that a table names.
        case field(FieldName)
        /// A field that was found.
        case key(JSONString)
        /// A value of a map whose keys are names.
        case value(JSONString)
        case element(Int)
    }

    private var steps: [Step]

    init(steps: [Step] = []) {
        self.steps = steps
    }

    mutating func append(_ step: Step) {
        steps.append(step)
    }

    mutating func removeLast() {
        steps.removeLast()
    }

    var depth: Int { steps.count }

    /// A step by the name that it has in the text of the object.
    enum TextStep {
        case key(String)
        case element(Int)
    }

    /// The steps by name, as copies.
    var textSteps: [TextStep] {
        steps.map { step in
            switch step {
            case .field(let name): .key(name.text)
            case .key(let key), .value(let key): .key(String(key))
            case .element(let index): .element(index)
            }
        }
    }

    /// The way to the map or list element that holds the pod, where an object may hold several: what tells two containers
    /// of the same name apart. Nil where there is only one place for a pod.
    package var template: String? {
        // Containers stand in a list, which is no such place: it and what is behind it are left out.
        let isList = if case .element = steps.last { true } else { false }
        let outer = isList ? steps.dropLast(2) : steps[...]
        let repeated = outer.lastIndex { step in
            switch step {
            case .element, .value: true
            case .field, .key: false
            }
        }
        return repeated.map { ObjectPath(steps: Array(outer[...$0])).description }
    }
}

extension ObjectPath: CustomStringConvertible {
    /// Bytes of a key that a path shows: keys of maps are a stranger's, of any length, and a path is kept for each finding.
    private static let shownKeyLength = 80

    /// The path as people write it: `spec.workerGroupSpecs[1].template.spec.containers[0]`.
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name): text += text.isEmpty ? name.text : ".\(name.text)"
            case .key(let key), .value(let key): text += text.isEmpty ? Self.shown(key) : ".\(Self.shown(key))"
            case .element(let index): text += "[\(index)]"
            }
        }
        return text
    }

    private static func shown(_ key: JSONString) -> String {
        key.count <= shownKeyLength ? String(key) : "\(String(key, upTo: shownKeyLength))…"
    }
}

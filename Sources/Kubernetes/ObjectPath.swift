import JSON

/// The way from the root of an object to a place in it, lent with the object.
package struct ObjectPath {
    enum Step {
        case field(FieldName)
        case key(JSONString)
        case element(Int)
    }

    private(set) var steps: [Step] = []

    mutating func append(_ step: Step) {
        steps.append(step)
    }

    mutating func removeLast() {
        steps.removeLast()
    }

    var depth: Int { steps.count }
}

extension ObjectPath: CustomStringConvertible {
    /// The path as people write it: `spec.workerGroupSpecs[1].template.spec.containers[0]`.
    package var description: String {
        var text = ""
        for step in steps {
            switch step {
            case .field(let name): text += text.isEmpty ? name.text : ".\(name.text)"
            case .key(let key): text += text.isEmpty ? String(key) : ".\(String(key))"
            case .element(let index): text += "[\(index)]"
            }
        }
        return text
    }
}

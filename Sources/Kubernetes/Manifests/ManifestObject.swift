import JSON

/// One object of a text, lent for the length of a visit.
package struct ManifestObject {
    package let object: KubernetesObject
    private let place: ManifestPlace
    /// The document that the object is all of; nil for one of several.
    private let document: JSONDocument?

    init(_ object: KubernetesObject, at place: ManifestPlace, allOf document: JSONDocument?) {
        self.object = object
        self.place = place
        self.document = document
    }

    /// The line of the text, counted from 1, where the object's first key stands.
    package var line: Int { place.firstLine }

    /// Whether a key of the object, in whatever spelling, may start with `prefix`. Never false for an object that has such
    /// a key.
    package func mayMention(_ prefix: StaticString) -> Bool {
        document?.mayContainString(withPrefix: prefix) ?? object.json.containsString(withPrefix: prefix)
    }

    /// The line of the text, counted from 1, of what `path` names: of a field's key in YAML, of a value in JSON. Where it
    /// cannot be found, the line of the nearest thing around it.
    ///
    /// - Parameter path: a way that a walk over this object has shown.
    /// - Returns: the line.
    package func line(of path: ObjectPath) -> Int {
        place.line(of: path.textSteps)
    }

    /// The same of a field by the names that lead to it.
    package func line(of names: String...) -> Int {
        place.line(of: names.map { .key($0) })
    }
}

/// Where a value stands in the text that it was read from.
enum ManifestPlace {
    case json(JSONPlace, in: JSONText)
    case yaml(YAMLPlace)

    var firstLine: Int {
        switch self {
        case .json(let place, let text): text.firstLine(ofValueAt: place.offset(in: text))
        case .yaml(let place): place.line
        }
    }

    func line(of path: [ObjectPath.TextStep]) -> Int {
        switch self {
        case .json(let place, let text):
            path.isEmpty ? firstLine : text.line(of: path, from: place.offset(in: text))
        case .yaml(let place): place.line(of: path)
        }
    }

    /// The place of the values of a list: of `items` under that key, or of the list's own elements.
    func elements(under key: String?) -> ManifestElements {
        switch self {
        case .json(let place, let text): .json(JSONElements(of: place, under: key), in: text)
        case .yaml(let place): .yaml(place.elements(under: key))
        }
    }
}

/// The places of a list's elements.
enum ManifestElements {
    case json(JSONElements, in: JSONText)
    case yaml([YAMLPlace])

    subscript(index: Int) -> ManifestPlace? {
        switch self {
        case .json(let elements, let text): .json(.element(elements, index), in: text)
        case .yaml(let places): index < places.count ? .yaml(places[index]) : nil
        }
    }
}

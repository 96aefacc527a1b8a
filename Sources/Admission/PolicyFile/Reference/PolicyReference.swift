/// Every key that a policy file can have. The schema for editors is made of it, and the manual is held to it.
package enum PolicyReference {
    /// The keys at the top, in the order of the manual.
    package static let keys: [PolicyKey] =
        terms + [namespaces, exempt, overrides, sizeSources, parallelismSources, workloads]

    /// A key with the path to it: dots between names, and `[]` for the elements of a list.
    package struct Place: Sendable {
        package let path: String
        package let key: PolicyKey
    }

    /// All keys with their paths. Keys below a term stand there once, not for rules again.
    package static let places: [Place] = places(of: keys, at: "")

    private static func places(of keys: [PolicyKey], at prefix: String) -> [Place] {
        keys.flatMap { key in
            let path = prefix + key.name
            let isKnown = key.isTerm && !prefix.isEmpty
            return [Place(path: path, key: key)] + (isKnown ? [] : places(in: key.shape, at: path))
        }
    }

    private static func places(in shape: PolicyShape, at path: String) -> [Place] {
        switch shape {
        case .fields(let keys, _): places(of: keys, at: "\(path).")
        case .list(let element): places(in: element, at: "\(path)[]")
        case .byProfile, .labels, .value: []
        }
    }
}

import JSON

/// A ConfigMap of a review or a manifest, lent with its object.
package struct ConfigMap {
    private let json: JSONValue

    /// Reads an object that is a ConfigMap; nil for any other.
    package init?(_ object: KubernetesObject) {
        guard object.kind == GroupKind(group: "", kind: "ConfigMap") else { return nil }
        json = object.json
    }

    /// Calls `body` for each text under `data`, by its key. Keys may be compared; texts may have any length, and their bytes
    /// may.
    package func forEachText(_ body: (_ key: String, _ text: String) -> Void) {
        json.field("data")?.forEachField { key, value in
            if let text = value.string {
                body(key.comparable, String(text))
            }
        }
    }

    /// The keys under `binaryData`.
    package var binaryKeys: [String] {
        var keys: [String] = []
        json.field("binaryData")?.forEachField { key, _ in keys.append(key.comparable) }
        return keys
    }
}

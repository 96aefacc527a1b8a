import Yams

/// The key `<<`, whose maps lend their entries to the map it stands in (https://yaml.org/type/merge.html): the map's own
/// entries come first, then those of the first map that has the key.
enum YAMLMerge {
    static func isKey(_ key: Node) -> Bool {
        guard case .scalar(let scalar) = key, scalar.style == .plain else { return false }
        return scalar.string == "<<"
    }

    /// The maps that stand under `<<`; nil if something else does.
    static func sources(_ value: Node) -> [Node.Mapping]? {
        switch value {
        case .mapping(let mapping): return [mapping]
        case .sequence(let sequence):
            var sources: [Node.Mapping] = []
            for element in sequence {
                guard case .mapping(let mapping) = element else { return nil }
                sources.append(mapping)
            }
            return sources
        case .scalar, .alias: return nil
        }
    }

    /// The entry of a map that counts, its own or a merged one.
    static func value(under name: String, in mapping: Node.Mapping) -> (key: Node, value: Node)? {
        // Whoever asks has written the map out, within the bounds of that.
        var found: (key: Node, value: Node)?
        for (key, value) in mapping {
            if case .scalar(let scalar) = key, YAMLScalar.key(scalar) == name, !isKey(key) {
                found = (key, value)
            }
        }
        if let found {
            return found
        }
        for (key, value) in mapping where isKey(key) {
            for source in sources(value) ?? [] {
                if let found = self.value(under: name, in: source) {
                    return found
                }
            }
        }
        return nil
    }
}

import Yams

/// Where a value stands in a YAML text.
struct YAMLPlace {
    let node: Node
    /// Lines of the text before the document.
    let linesBefore: Int

    /// The line where the value begins: of a map its first key, of an alias what it names.
    var line: Int { linesBefore + (Self.mark(of: node)?.line ?? 1) }

    /// libyaml's mark of a map is that of its anchor and tag.
    private static func mark(of node: Node) -> Mark? {
        if case .mapping(let mapping) = node, let first = mapping.first {
            return first.key.mark
        }
        return node.mark
    }

    /// The line of what a path leads to from here, or of the last thing on the way.
    func line(of path: [ObjectPath.TextStep]) -> Int {
        var node = node
        var line = line
        for step in path {
            guard let (next, mark) = Self.value(step, in: node) else { break }
            node = next
            line = mark.map { linesBefore + $0.line } ?? line
        }
        return line
    }

    /// What a step leads to, and where that stands: a field with its key, which an alias leaves where it is.
    private static func value(_ step: ObjectPath.TextStep, in node: Node) -> (Node, Mark?)? {
        switch step {
        case .key(let name):
            guard case .mapping(let mapping) = node else { return nil }
            return YAMLMerge.value(under: name, in: mapping).map { ($0.value, $0.key.mark) }
        case .element(let index):
            guard case .sequence(let sequence) = node, index < sequence.count else { return nil }
            return (sequence[index], mark(of: sequence[index]))
        }
    }

    /// The places of a list's elements: of the one under `key`, or of this list itself.
    func elements(under key: String?) -> [YAMLPlace] {
        var list = node
        if let key {
            guard let (value, _) = Self.value(.key(key), in: node) else { return [] }
            list = value
        }
        guard case .sequence(let sequence) = list else { return [] }
        return sequence.map { YAMLPlace(node: $0, linesBefore: linesBefore) }
    }
}

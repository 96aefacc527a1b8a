import JSON
import Yams

/// Writes the tree of a YAML document as JSON, with what aliases stand for in their place.
struct YAMLToJSON: ~Copyable {
    /// Nodes that aliases may add to those of the text, which has at least a byte for each of its own.
    private static let addedNodes = 1_000_000
    /// Bytes that aliases may add. The text's own get longer by five in six at worst: `\0` becomes `\u0000`.
    private static let addedBytes = 64 * 1_024 * 1_024

    private var json: JSONWriter
    private var nodesLeft: Int
    private let byteLimit: Int
    private let depthLimit: Int
    private let linesBefore: Int

    /// The JSON of a document.
    ///
    /// - Parameters:
    ///   - root: its tree.
    ///   - textLength: bytes of its text.
    ///   - depthLimit: levels of maps and lists.
    ///   - linesBefore: lines of the text before the document.
    /// - Returns: the JSON.
    /// - Throws: `ManifestProblem` where the tree has no JSON.
    static func json(
        of root: Node,
        textLength: Int,
        depthLimit: Int,
        linesBefore: Int
    ) throws(ManifestProblem) -> [UInt8] {
        var writer = YAMLToJSON(
            json: JSONWriter(capacity: textLength + textLength / 2),
            nodesLeft: textLength * 2 + addedNodes,
            byteLimit: textLength * 6 + addedBytes,
            depthLimit: depthLimit,
            linesBefore: linesBefore
        )
        try writer.write(root, depth: 0)
        return writer.json.document
    }

    private mutating func write(_ node: Node, depth: Int) throws(ManifestProblem) {
        try count(node)
        switch node {
        case .scalar(let scalar): try write(scalar)
        case .sequence(let sequence):
            try descend(to: depth + 1, node)
            json.literal("[")
            var isFirst = true
            for element in sequence {
                separate(&isFirst)
                try write(element, depth: depth + 1)
            }
            json.literal("]")
        case .mapping(let mapping):
            try descend(to: depth + 1, node)
            json.literal("{")
            try write(mapping, depth: depth + 1)
            json.literal("}")
        case .alias: json.literal("null")
        }
    }

    private mutating func separate(_ isFirst: inout Bool) {
        if !isFirst {
            json.literal(",")
        }
        isFirst = false
    }

    private mutating func write(_ scalar: Node.Scalar) throws(ManifestProblem) {
        do throws(YAMLScalarError) {
            switch try YAMLScalar(scalar) {
            case .null: json.literal("null")
            case .bool(true): json.literal("true")
            case .bool(false): json.literal("false")
            case .number(let digits): json.number(digits)
            case .text(let text): json.string(text)
            }
        } catch {
            throw problem(.scalar(scalar), error.message)
        }
    }

    private mutating func write(_ mapping: Node.Mapping, depth: Int) throws(ManifestProblem) {
        var isFirst = true
        var hasMerge = false
        for (key, value) in mapping {
            guard !YAMLMerge.isKey(key) else {
                hasMerge = true
                continue
            }
            let name = try name(key)
            separate(&isFirst)
            json.string(name)
            json.literal(":")
            try write(value, depth: depth)
        }
        guard hasMerge else { return }
        var names: Set<String> = []
        for (key, _) in mapping where !YAMLMerge.isKey(key) {
            names.insert(try name(key))
        }
        try merge(into: &names, from: mapping, depth: depth, &isFirst)
    }

    /// Writes what `<<` brings into a map that has `names` already.
    private mutating func merge(
        into names: inout Set<String>,
        from mapping: Node.Mapping,
        depth: Int,
        _ isFirst: inout Bool
    ) throws(ManifestProblem) {
        for (key, value) in mapping where YAMLMerge.isKey(key) {
            guard let sources = YAMLMerge.sources(value) else {
                throw problem(key, "<< takes a map, or a list of maps, by their aliases")
            }
            for source in sources {
                try count(key)
                try descend(to: depth + 1, key)
                for (key, value) in source where !YAMLMerge.isKey(key) {
                    try count(key)
                    let name = try name(key)
                    guard names.insert(name).inserted else { continue }
                    separate(&isFirst)
                    json.string(name)
                    json.literal(":")
                    try write(value, depth: depth)
                }
                try merge(into: &names, from: source, depth: depth + 1, &isFirst)
            }
        }
    }

    private func name(_ key: Node) throws(ManifestProblem) -> String {
        guard case .scalar(let scalar) = key else {
            let words = if case .mapping = key { "a map" } else { "a list" }
            throw problem(key, "a key is \(words), not a name; put text that begins with { or [ into quotation marks")
        }
        return YAMLScalar.key(scalar)
    }
}

// MARK: - Bounds

extension YAMLToJSON {
    private mutating func count(_ node: Node) throws(ManifestProblem) {
        nodesLeft -= 1
        guard nodesLeft > 0, json.count <= byteLimit else { throw .aliases(line: linesBefore + 1) }
    }

    private func descend(to depth: Int, _ node: Node) throws(ManifestProblem) {
        guard depth <= depthLimit else { throw problem(node, "maps and lists nest deeper than \(depthLimit) levels") }
    }

    private func problem(_ node: Node, _ message: String) -> ManifestProblem {
        ManifestProblem(line: node.mark.map { linesBefore + $0.line }, message: message)
    }
}

extension ManifestProblem {
    static func aliases(line: Int) -> ManifestProblem {
        ManifestProblem(
            line: line,
            message: "its aliases stand for more than 64 MiB or a million values; write out what they repeat"
        )
    }
}

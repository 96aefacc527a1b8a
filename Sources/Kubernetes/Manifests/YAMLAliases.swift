import Yams

/// Bounds what the aliases of a document stand for, before a tree with aliases is built.
///
/// Such a tree is cheap, for aliases share what they name; walking it is not. Yams walks every key to find duplicates, and
/// whoever lets go of a tree goes down its deepest branch. Nine lists of nine aliases each stand for 9^9 nodes, and a
/// thousand levels with an alias at their end for a thousand more. So a text with aliases is first parsed with plain scalars
/// in their place, a tree as large as the text, in which what they would stand for is added up.
enum YAMLAliases {
    /// Bytes and nodes that a document with aliases may stand for: its JSON may add no more bytes than that either.
    private static let weightLimit = 64.0 * 1_024 * 1_024
    /// Levels that it may stand for. Walking down one takes up to 1 KiB of stack, of which a main thread has 8 MiB.
    private static let depthLimit = 5_000

    /// What takes the place of the `*` of an alias: with it a name is a plain scalar.
    private static let replacement = UInt8(ascii: "~")

    /// The text with plain scalars in place of aliases; nil if it has none. Where the same letters are no alias but a part
    /// of some text, that text changes, and nobody reads it.
    static func replaced(in bytes: ArraySlice<UInt8>) -> [UInt8]? {
        guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return nil }
        var names: Set<ArraySlice<UInt8>> = []
        for index in bytes.indices where bytes[index] == UInt8(ascii: "&") {
            names.insert(name(in: bytes[(index + 1)...]))
        }
        var text: [UInt8]?
        for index in bytes.indices where bytes[index] == UInt8(ascii: "*") {
            let name = name(in: bytes[(index + 1)...])
            if !name.isEmpty, names.contains(name) {
                text = text ?? Array(bytes)
                text?[index - bytes.startIndex] = replacement
            }
        }
        return text
    }

    /// Whether the aliases of a tree, in which plain scalars stand for them, stay within the bounds. Whoever has parsed it
    /// must keep the parser, which owns the names of anchors.
    static func areBounded(in root: Node) -> Bool {
        var sizes: [ArraySlice<UInt8>: Size] = [:]
        let size = size(of: root, &sizes)
        return size.weight <= weightLimit && size.depth <= depthLimit
    }

    private struct Size {
        var weight: Double
        var depth: Int
    }

    /// What a node stands for, counted with what its aliases name.
    private static func size(of node: Node, _ sizes: inout [ArraySlice<UInt8>: Size]) -> Size {
        var size = Size(weight: 1, depth: 1)
        switch node {
        case .scalar(let scalar):
            size.weight += Double(scalar.string.utf8.count)
            if scalar.style == .plain, scalar.string.utf8.contains(replacement) {
                add(aliasesIn: Array(scalar.string.utf8)[...], sizes, to: &size)
            }
        case .sequence(let sequence):
            for element in sequence {
                add(self.size(of: element, &sizes), to: &size)
            }
        case .mapping(let mapping):
            for (key, value) in mapping {
                add(self.size(of: key, &sizes), to: &size)
                add(self.size(of: value, &sizes), to: &size)
            }
        case .alias: break
        }
        if let anchor = node.anchor {
            sizes[Array(anchor.rawValue.utf8)[...]] = size
        }
        return size
    }

    private static func add(_ inner: Size, to size: inout Size) {
        size.weight += inner.weight
        size.depth = max(size.depth, inner.depth + 1)
    }

    /// In `{*a:*b}` two aliases become one scalar.
    private static func add(
        aliasesIn text: ArraySlice<UInt8>,
        _ sizes: [ArraySlice<UInt8>: Size],
        to size: inout Size
    ) {
        for index in text.indices where text[index] == replacement {
            if let named = sizes[name(in: text[(index + 1)...])] {
                add(named, to: &size)
            }
        }
    }

    /// The name that the text begins with, of the characters that libyaml lets one have.
    private static func name(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        text.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}

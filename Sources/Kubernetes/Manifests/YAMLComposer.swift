import Yams

/// Parses the text of one YAML document into a tree.
enum YAMLComposer {
    /// The tree of a document; nil if it has none.
    ///
    /// The parser goes down into maps and lists of the text, of which libyaml follows 1,000: that takes 2 MiB of stack.
    ///
    /// - Parameters:
    ///   - bytes: the text of the document.
    ///   - linesBefore: lines of the text before it.
    /// - Returns: the tree.
    /// - Throws: `ManifestProblem` where the text is not YAML.
    static func tree(_ bytes: ArraySlice<UInt8>, linesBefore: Int) throws(ManifestProblem) -> Node? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let line = lineOfInvalidText(in: bytes).map { linesBefore + $0 }
            throw ManifestProblem(line: line, message: "not UTF-8; save the file in UTF-8")
        }
        if let replaced = YAMLAliases.replaced(in: bytes) {
            try parse(String(decoding: replaced, as: UTF8.self), linesBefore) { root throws(ManifestProblem) in
                guard YAMLAliases.areBounded(in: root) else { throw .aliases(line: linesBefore + 1) }
            }
        }
        var tree: Node?
        try parse(text, linesBefore) { tree = $0 }
        return tree
    }

    /// Lends the tree of a text, if it has one, with its parser alive.
    private static func parse(
        _ text: String,
        _ linesBefore: Int,
        _ body: (Node) throws(ManifestProblem) -> Void
    ) throws(ManifestProblem) {
        do {
            // Values stay the text they are: the default resolver would read them in another way, and slowly.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { return }
            try withExtendedLifetime(parser) { try body(root) }
        } catch let error as YamlError {
            throw problem(error, in: text, linesBefore: linesBefore)
        } catch let problem as ManifestProblem {
            throw problem
        } catch {
            throw ManifestProblem(line: nil, message: "not YAML: \(error)")
        }
    }

    private static func lineOfInvalidText(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .firstIndex { String(validating: $0, as: UTF8.self) == nil }
            .map { $0 + 1 }
    }

    /// What libyaml says, with its line.
    private static func problem(_ error: YamlError, in text: String, linesBefore: Int) -> ManifestProblem {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let message =
                problem.hasPrefix("Maximum nesting level") ? "maps and lists nest too deep" : "not YAML: \(problem)"
            let hint = isIndentedByTab(mark.line, in: text) ? "; indent with blanks, for YAML allows no tabs" : ""
            return ManifestProblem(line: linesBefore + mark.line, message: message + hint)
        case .reader(let problem, let offset, _, _):
            let line = offset.map { text.prefix($0).utf8.count { $0 == UInt8(ascii: "\n") } + 1 }
            return ManifestProblem(line: line.map { linesBefore + $0 }, message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.map { $0.quoted }.joined(separator: ", ")
            return ManifestProblem(
                line: linesBefore + context.mark.line,
                message: "the map has the key \(names) more than once; keep one"
            )
        case .memory: return ManifestProblem(line: linesBefore + 1, message: "there is no memory to read the document")
        default: return ManifestProblem(line: nil, message: "not YAML: \(error)")
        }
    }

    private static func isIndentedByTab(_ line: Int, in text: String) -> Bool {
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: line, omittingEmptySubsequences: false)
        guard line > 0, line <= lines.count else { return false }
        return lines[line - 1].first { $0 != 0x20 } == 0x09
    }
}

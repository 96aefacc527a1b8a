import Kubernetes
import MIG
import Yams

/// Walks the YAML of a policy and notes every problem on the way, with line and key; it never stops at the first.
final class PolicyReader {
    /// A key of a mapping, with the node that says where it stands.
    struct Key {
        let text: String
        let node: Node
    }

    private(set) var problems: [PolicyProblem] = []

    /// The same from the first line to the last: some keys are read after others.
    var problemsByLine: [PolicyProblem] {
        problems.enumerated()
            .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
            .map(\.element)
    }

    /// What YAML 1.2's core schema reads as no value where it stands without quotation marks.
    private static let nulls: Set<String> = ["~", "null", "Null", "NULL"]

    /// Notes a problem with what stands at `key`.
    func refuse(_ node: Node?, _ key: String, _ message: String) {
        problems.append(PolicyProblem(line: node?.mark?.line, key: key.shortened, message: message))
    }

    /// The root of the only document of a file; nil, and a problem, where there is none.
    func document(_ yaml: String) -> Node? {
        let yaml = PolicyText.withoutMark(yaml)
        if let obstacle = PolicyText.obstacle(in: yaml) {
            problems.append(obstacle)
            return nil
        }
        var documents: [Node] = []
        do {
            // Values stay the text they are: the default resolver would also bring ICU's regular expressions into memory.
            var rest = try Yams.compose_all(yaml: yaml, .basic)
            while let document = rest.next() {
                documents.append(document)
            }
            // The sequence ends where the file ends or cannot be read.
            if let error = rest.error {
                throw error
            }
        } catch let error as YamlError {
            problems.append(error.problem)
            return nil
        } catch {
            refuse(nil, "", "\(error)")
            return nil
        }
        guard let root = documents.first else {
            refuse(nil, "", "the file is empty; write {} for a policy of standard values")
            return nil
        }
        if let manifest = root.mapping, let kind = manifest["kind"]?.string, manifest["apiVersion"] != nil {
            let way = kind == "ConfigMap" ? "mount it as a folder" : "write the text of the policy"
            refuse(root, "", "the manifest of a \(kind.shortened) is no policy; \(way)")
            return nil
        }
        if documents.count > 1 {
            refuse(documents[1], "", "a second document begins here; a policy is one document")
        }
        return root
    }

    /// Reads a mapping whose keys are known: each by its own function, which is given the value and the value's key.
    func forEachField(of node: Node, at key: String, _ readers: [String: (Node, String) -> Void]) {
        forEachEntry(of: node, at: key) { name, value, key in
            guard let read = readers[name.text] else {
                let nearest = Spelling.nearest(to: name.text, among: readers.keys.sorted())
                let hint =
                    nearest.map { "did you mean \($0)?" }
                    ?? "known are \(readers.keys.sorted().joined(separator: ", "))"
                return self.refuse(name.node, key, "unknown key; \(hint)")
            }
            read(value, key)
        }
    }

    /// Reads a mapping whose keys are names.
    func forEachEntry(of node: Node, at key: String, _ read: (Key, Node, String) -> Void) {
        guard case .mapping(let mapping) = node else {
            return refuse(node, key, "here stands \(node.words), not a mapping of keys to values")
        }
        for (nameNode, value) in mapping {
            guard hasPatience(nameNode) else { return }
            guard case .scalar(let name) = nameNode else {
                refuse(nameNode, key, "a key is \(nameNode.words), not a name")
                continue
            }
            let path = key.isEmpty ? name.string : "\(key).\(name.string)"
            read(Key(text: name.string, node: nameNode), value, path)
        }
    }

    /// Reads a list, each element given with its own key.
    func forEachElement(of node: Node, at key: String, _ read: (Node, String) -> Void) {
        guard case .sequence(let sequence) = node else {
            return refuse(
                node,
                key,
                "here stands \(node.words), not a list; write [\(listed(node))]"
            )
        }
        guard sequence.count <= PolicyText.longestList else {
            return refuse(node, key, "\(sequence.count) elements; a list has \(PolicyText.longestList) at most")
        }
        for (index, element) in sequence.enumerated() {
            guard hasPatience(element) else { return }
            read(element, "\(key)[\(index)]")
        }
    }

    /// Whether reading on is of use; says once where it ends.
    private func hasPatience(_ node: Node) -> Bool {
        if problems.count == PolicyText.mostProblems {
            refuse(node, "", "reading ends here: mend the \(PolicyText.mostProblems) problems before first")
        }
        return problems.count < PolicyText.mostProblems
    }

    /// What a list would hold in place of a node that is none.
    private func listed(_ node: Node) -> String {
        guard case .scalar(let scalar) = node else { return "…" }
        return isNull(scalar) ? "" : scalar.string.shortened
    }

    /// Reads a list of texts, each given with its own key.
    func forEachText(of node: Node, at key: String, _ read: (String, Node, String) -> Void) {
        forEachElement(of: node, at: key) { element, key in
            if let text = text(element, at: key) {
                read(text, element, key)
            }
        }
    }

    /// The text of a scalar that says something.
    func text(_ node: Node, at key: String) -> String? {
        guard case .scalar(let scalar) = node else {
            refuse(node, key, "here stands \(node.words), not a single value")
            return nil
        }
        guard !scalar.string.isEmpty, !isNull(scalar) else {
            refuse(node, key, "no value; leave the key out for its standard value")
            return nil
        }
        return scalar.string
    }

    /// Whether a scalar says in a word that it says nothing.
    func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && Self.nulls.contains(scalar.string)
    }
}

extension Node {
    /// What stands here, in the words of a message.
    fileprivate var words: String {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the value \(scalar.string.quoted)"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

extension PolicyProblem {
    /// YAML takes a star in front for an alias.
    fileprivate static func unquotedStar(_ mark: Mark) -> PolicyProblem {
        PolicyProblem(
            line: mark.line,
            key: "",
            message: "a value that begins with * must stand in quotation marks, such as \"*-prod\""
        )
    }
}

extension YamlError {
    /// What libyaml says, with its line.
    fileprivate var problem: PolicyProblem {
        switch self {
        case .composer(_, "found undefined alias", let mark, _): .unquotedStar(mark)
        case .scanner(let context?, _, let mark, _) where context.text == "while scanning an alias": .unquotedStar(mark)
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PolicyProblem(line: mark.line, key: "", message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            PolicyProblem(
                line: context.mark.line,
                key: "",
                message: "the mapping that begins here has \(Self.words(duplicates)) twice"
            )
        case .reader(let problem, _, _, _): PolicyProblem(line: nil, key: "", message: "not YAML: \(problem)")
        default: PolicyProblem(line: nil, key: "", message: "not YAML")
        }
    }

    /// Keys that a message names.
    private static let namedKeys = 3

    private static func words(_ keys: [String]) -> String {
        // What Yams calls a key that is no text.
        let texts = keys.map { $0 == "<uncovertable>" ? "a map or list for a key" : $0 }
        let names = texts.sorted().prefix(namedKeys).map(\.shortened).joined(separator: ", ")
        return keys.count > namedKeys ? "\(names) and \(keys.count - namedKeys) more" : names
    }
}

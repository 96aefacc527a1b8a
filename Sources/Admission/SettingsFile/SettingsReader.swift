import Kubernetes
import MIG
package import Yams

/// Walks the YAML of a file of settings and notes every problem on the way, with line and key; it never stops at the first.
package final class SettingsReader {
    /// A key of a mapping, with the node that says where it stands.
    package struct Key {
        package let text: String
        package let node: Node
    }

    /// What reads the value of a key: the value and the key's path.
    package typealias FieldReader = (Node, String) -> Void

    private let kind: SettingsKind
    package private(set) var problems: [SettingsProblem] = []

    package init(_ kind: SettingsKind) {
        self.kind = kind
    }

    /// Everything that is wrong with `file`, from the first line to the last: some keys are read after others.
    package func failure(of file: String) -> SettingsProblems {
        let sorted = problems.enumerated()
            .sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }
        return SettingsProblems(file: file, problems: sorted.map(\.element))
    }

    /// What YAML 1.2's core schema reads as no value where it stands without quotation marks.
    private static let nulls: Set<String> = ["~", "null", "Null", "NULL"]

    /// Notes a problem with what stands at `key`.
    package func refuse(_ node: Node?, _ key: String, _ message: String) {
        problems.append(SettingsProblem(line: node?.mark?.line, key: key.shortened, message: message))
    }

    /// The root of the only document of a file; nil, and a problem, where there is none.
    package func document(_ yaml: String) -> Node? {
        let yaml = SettingsText.withoutMark(yaml)
        if let obstacle = SettingsText.obstacle(in: yaml, kind) {
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
            problems.append(error.problem(in: kind))
            return nil
        } catch {
            refuse(nil, "", "\(error)")
            return nil
        }
        guard let root = documents.first else {
            refuse(nil, "", "the file is empty; write \(kind.smallest)")
            return nil
        }
        if let manifest = root.mapping, let object = manifest["kind"]?.string, manifest["apiVersion"] != nil {
            let way = object == "ConfigMap" ? "mount it as a folder" : "write the text of the \(kind.name)"
            refuse(root, "", "the manifest of a \(shown(object)) is no \(kind.name); \(way)")
            return nil
        }
        if documents.count > 1 {
            refuse(documents[1], "", "a second document begins here; \(kind.nameWithArticle) is one document")
        }
        return root
    }

    /// Reads a mapping whose keys are known: each by its own function, which is given the value and the value's key.
    package func forEachField(of node: Node, at key: String, _ readers: [String: FieldReader]) {
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
    package func forEachEntry(of node: Node, at key: String, _ read: (Key, Node, String) -> Void) {
        guard case .mapping(let mapping) = node else {
            return refuse(node, key, "here stands \(words(node)), not a mapping of keys to values")
        }
        for (nameNode, value) in mapping {
            guard hasPatience(nameNode) else { return }
            guard case .scalar(let name) = nameNode else {
                refuse(nameNode, key, "a key is \(words(nameNode)), not a name")
                continue
            }
            let shown = isHidden(name.string) ? SecretText.hidden : name.string
            let path = key.isEmpty ? shown : "\(key).\(shown)"
            read(Key(text: name.string, node: nameNode), value, path)
        }
    }

    /// Reads a list, each element given with its own key.
    package func forEachElement(
        of node: Node,
        at key: String,
        most: Int = SettingsText.longestList,
        _ read: (Node, String) -> Void
    ) {
        guard case .sequence(let sequence) = node else {
            return refuse(
                node,
                key,
                "here stands \(words(node)), not a list; write [\(listed(node))]"
            )
        }
        guard sequence.count <= most else {
            return refuse(node, key, "\(sequence.count) elements; a list has \(most) at most")
        }
        for (index, element) in sequence.enumerated() {
            guard hasPatience(element) else { return }
            read(element, "\(key)[\(index)]")
        }
    }

    /// Whether reading on is of use; says once where it ends.
    private func hasPatience(_ node: Node) -> Bool {
        if problems.count == SettingsText.mostProblems {
            refuse(node, "", "reading ends here: mend the \(SettingsText.mostProblems) problems before first")
        }
        return problems.count < SettingsText.mostProblems
    }

    /// What a list would hold in place of a node that is none.
    private func listed(_ node: Node) -> String {
        guard case .scalar(let scalar) = node else { return "…" }
        return isNull(scalar) ? "" : shown(scalar.string)
    }

    /// Reads a list of texts, each given with its own key.
    package func forEachText(
        of node: Node,
        at key: String,
        most: Int = SettingsText.longestList,
        _ read: (String, Node, String) -> Void
    ) {
        forEachElement(of: node, at: key, most: most) { element, key in
            if let text = text(element, at: key) {
                read(text, element, key)
            }
        }
    }

    /// The text of a scalar that says something.
    package func text(_ node: Node, at key: String) -> String? {
        guard case .scalar(let scalar) = node else {
            refuse(node, key, "here stands \(words(node)), not a single value")
            return nil
        }
        guard !scalar.string.isEmpty, !isNull(scalar) else {
            refuse(node, key, "no value; leave the key out for its standard value")
            return nil
        }
        return scalar.string
    }

    /// Whether a scalar says in a word that it says nothing.
    package func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && Self.nulls.contains(scalar.string)
    }
}

// What a message shows of a text.
extension SettingsReader {
    /// The text within quotation marks.
    package func quoted(_ text: String) -> String { "\"\(shown(text))\"" }

    /// The same without the marks.
    package func shown(_ text: String) -> String {
        isHidden(text) ? SecretText.hidden : text.shortened
    }

    /// Whether a text looks like a credential, in a file that may hold some by mistake.
    package func isHidden(_ text: String) -> Bool {
        kind.mayHoldSecrets && SecretText.isLikely(text)
    }

    /// What stands at a node.
    private func words(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): scalar.string.isEmpty ? "nothing" : "the value \(quoted(scalar.string))"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}

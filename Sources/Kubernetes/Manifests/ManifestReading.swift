import JSON

/// What a reader tells of.
struct ManifestSink {
    let visit: (ManifestObject) -> Void
    let other: (Int) -> Void
    let problem: (ManifestProblem) -> Void
}

/// One text on its way through a reader.
struct ManifestReading {
    /// Bytes of text that begins like JSON, but is not, beyond which it is not tried as YAML: that takes a hundred times
    /// as long and thirty times the memory.
    private static let yamlLimit = 16 * 1_024 * 1_024

    private let text: JSONText
    private let lines: LineIndex
    private let parser: JSONParser
    private let documentDepth: Int
    private let sink: ManifestSink

    private var bytes: [UInt8] { text.bytes }

    init(_ bytes: [UInt8], _ parser: JSONParser, documentDepth: Int, _ sink: ManifestSink) {
        lines = LineIndex(bytes)
        text = JSONText(bytes, lines)
        self.parser = parser
        self.documentDepth = documentDepth
        self.sink = sink
    }

    func run() {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            return sink.problem(ManifestProblem(line: 1, message: "the text is UTF-16; save the file in UTF-8"))
        }
        let start = startOfText(at: 0)
        if mayBeJSON(start..<bytes.count), readJSON(start..<bytes.count) == nil {
            return
        }
        for document in YAMLDocuments(bytes, from: start).documents {
            read(document)
        }
    }

    /// Behind the byte order mark, if there is one.
    private func startOfText(at index: Int) -> Int {
        bytes[index...].starts(with: [0xEF, 0xBB, 0xBF]) ? index + 3 : index
    }

    private func mayBeJSON(_ range: Range<Int>) -> Bool {
        let first = text.skipBlanks(from: range.lowerBound)
        return first < range.upperBound && (bytes[first] == UInt8(ascii: "{") || bytes[first] == UInt8(ascii: "["))
    }

    private func read(_ document: YAMLDocument) {
        if let content = document.content, mayBeJSON(content..<document.range.upperBound) {
            guard let error = readJSON(content..<document.range.upperBound) else { return }
            if readRow(content..<document.range.upperBound) {
                return
            }
            if case .malformed = error, document.range.count <= Self.yamlLimit {
                return readYAML(document, mayBeJSON: true)
            }
            return sink.problem(
                ManifestProblem(line: lines.line(at: text.skipBlanks(from: content)), message: "\(error)")
            )
        }
        readYAML(document)
    }
}

// MARK: - JSON

extension ManifestReading {
    /// Reads one JSON document, or says why it is none.
    private func readJSON(_ range: Range<Int>) -> JSONError? {
        do {
            let place = ManifestPlace.json(.root(offset: text.skipBlanks(from: range.lowerBound)), in: text)
            let document = range == bytes.indices ? bytes : Array(bytes[range])
            try parser.withDocument(document) { visit($0.root, at: place, $0) }
            return nil
        } catch let error as JSONError {
            return error
        } catch {
            return .malformed(reason: "\(error)")
        }
    }

    /// Reads several JSON documents in a row, each with its own problem; false if that is not what the range holds.
    private func readRow(_ range: Range<Int>) -> Bool {
        var values: [Range<Int>] = []
        var index = text.skipBlanks(from: range.lowerBound)
        while index < range.upperBound {
            guard mayBeJSON(index..<range.upperBound) else { return false }
            let end = min(text.endOfValue(from: index), range.upperBound)
            values.append(index..<end)
            index = text.skipBlanks(from: end)
        }
        guard values.count > 1 else { return false }
        for value in values {
            if let error = readJSON(value) {
                let problem = ManifestProblem(line: lines.line(at: value.lowerBound), message: "\(error)")
                sink.problem(isTemplate(value) ? problem.ofTemplate : problem)
            }
        }
        return true
    }
}

// MARK: - YAML

extension ManifestReading {
    private func readYAML(_ document: YAMLDocument, mayBeJSON: Bool = false) {
        let range = startOfText(at: document.range.lowerBound)..<document.range.upperBound
        let linesBefore = document.line - 1
        do throws(ManifestProblem) {
            guard let root = try YAMLComposer.tree(bytes[range], linesBefore: linesBefore) else { return }
            let json = try YAMLToJSON.json(
                of: root,
                textLength: range.count,
                depthLimit: documentDepth,
                linesBefore: linesBefore
            )
            let place = ManifestPlace.yaml(YAMLPlace(node: root, linesBefore: linesBefore))
            do {
                try parser.withDocument(json) { visit($0.root, at: place, $0) }
            } catch {
                throw ManifestProblem(line: document.line, message: "\(error)")
            }
        } catch {
            let problem = mayBeJSON ? error.ofJSON : error
            sink.problem(isTemplate(range) ? problem.ofTemplate : problem)
        }
    }

    private func isTemplate(_ range: Range<Int>) -> Bool {
        let braces = UInt8(ascii: "{")
        return bytes[range].indices.dropLast().contains { bytes[$0] == braces && bytes[$0 + 1] == braces }
    }
}

extension ManifestProblem {
    /// The same of a document that begins like JSON.
    fileprivate var ofJSON: ManifestProblem {
        guard message.hasPrefix(Self.notYAML) else { return self }
        return ManifestProblem(line: line, message: "neither JSON nor YAML: \(message.dropFirst(Self.notYAML.count))")
    }

    private static let notYAML = "not YAML: "

    /// The same of a document that has `{{` in it.
    fileprivate var ofTemplate: ManifestProblem {
        ManifestProblem(
            line: line,
            message:
                "\(message); this looks like a template that has not been rendered: check what helm template prints"
        )
    }
}

// MARK: - Objects

extension ManifestReading {
    private func visit(_ json: JSONValue, at place: ManifestPlace, _ document: JSONDocument) {
        switch json.kind {
        case .null: return
        case .array: visitElements(of: json, at: place.elements(under: nil), kind: nil)
        case .object: visit(object: json, at: place, kind: nil, allOf: document)
        default:
            let message = "here stands a single value, not an object; is this what another command has printed?"
            sink.problem(ManifestProblem(line: place.firstLine, message: message))
        }
    }

    /// Visits an object, or those of a list.
    ///
    /// - Parameters:
    ///   - json: the map.
    ///   - place: where it stands.
    ///   - kind: what it is if it does not say so, as an element of a typed list.
    ///   - document: the document, if the map is all of it.
    private func visit(object json: JSONValue, at place: ManifestPlace, kind: GroupKind?, allOf document: JSONDocument?)
    {
        let own = GroupKind(json)
        // An object has a name, or a stem for one; a list has neither.
        if let list = (own ?? kind)?.kind ?? json.field("kind")?.string.map(String.init), list.hasSuffix(Self.list),
            let items = json.field("items"), items.kind == .array, !Self.isNamed(json)
        {
            // PodList of v1 holds Pods of v1; List holds anything.
            let name = String(list.dropLast(Self.list.count))
            let element = name.isEmpty ? nil : GroupKind(group: (own ?? kind)?.group ?? "", kind: name)
            return visitElements(of: items, at: place.elements(under: "items"), kind: element)
        }
        guard let object = KubernetesObject(json, kind: own ?? kind) else {
            guard let message = Self.oversight(in: json) else { return sink.other(place.firstLine) }
            return sink.problem(ManifestProblem(line: place.firstLine, message: message))
        }
        sink.visit(ManifestObject(object, at: place, allOf: document))
    }

    /// What somebody has overlooked who brings a map that does not say what it is; nil if it need not say so, as the values
    /// of a chart or a patch.
    private static func oversight(in json: JSONValue) -> String? {
        let (version, kind) = (json.field("apiVersion")?.string, json.field("kind")?.string)
        var holdsObjects = false
        json.field("items")?.forEachElement { holdsObjects = holdsObjects || GroupKind($0) != nil }
        if holdsObjects {
            return "a list of objects without kind; was it cut off?"
        }
        // A Chart.yaml has an apiVersion of its own.
        guard (version == nil) != (kind == nil), json.containsString(withPrefix: "nvidia.com/") else { return nil }
        return version == nil ? "an object without apiVersion; write one such as v1" : "an object without kind"
    }

    private static let list = "List"

    private static func isNamed(_ json: JSONValue) -> Bool {
        let metadata = json.field("metadata")
        return metadata?.field("name")?.string?.isEmpty == false || metadata?.field("generateName") != nil
    }

    private func visitElements(of list: JSONValue, at places: ManifestElements, kind: GroupKind?) {
        var index = 0
        list.forEachElement { element in
            defer { index += 1 }
            guard let place = places[index] else { return }
            if element.kind == .object {
                visit(object: element, at: place, kind: kind, allOf: nil)
            } else {
                sink.other(place.firstLine)
            }
        }
    }
}

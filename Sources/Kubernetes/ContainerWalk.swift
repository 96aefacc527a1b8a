import JSON

/// Why the containers of an object could not all be visited.
package enum WalkError: Error, Equatable {
    /// Maps and lists nest deeper than a reader follows; `path` is where it stopped.
    case tooDeep(path: String, limit: Int)
}

extension WalkError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooDeep(let path, let limit): "the object nests deeper than \(limit) levels at \(path.prefix(200))"
        }
    }
}

extension KubernetesObject {
    /// Calls `visit` for every container that the object will run and every resources fragment outside containers.
    ///
    /// The kind's row in `table` says where to look; what no row reaches is read by structure.
    /// - Parameter depthLimit: levels of maps and lists to follow.
    package func forEachContainer(
        _ table: KindTable,
        depthLimit: Int,
        _ visit: (ContainerView) throws -> Void
    ) throws {
        try withoutActuallyEscaping(visit) { visit in
            try ContainerWalk(table: table, depthLimit: depthLimit, visit: visit).object(json, kind)
        }
    }
}

/// One walk over one object: the stack of where it stands, and what stands where by the table.
final class ContainerWalk {
    private let table: KindTable
    private let depthLimit: Int
    private let visit: (ContainerView) throws -> Void
    private var path = ObjectPath()
    /// The maps from the root to here.
    private var enclosing: [JSONValue] = []
    /// Pod specs and fragments that have been visited, by their position in the document.
    private var visited: Set<Int> = []

    init(table: KindTable, depthLimit: Int, visit: @escaping (ContainerView) throws -> Void) {
        self.table = table
        self.depthLimit = depthLimit
        self.visit = visit
    }

    /// Reads a whole object: by its row, then by structure what the row has not reached.
    func object(_ json: JSONValue, _ kind: GroupKind) throws {
        let rows = table[kind]
        for row in rows ?? [] {
            try follow(row.steps[...], to: row.shape, from: json)
        }
        // The API server has checked built-in kinds, whose groups have no dot, against their schema: nothing that runs
        // stands beside the row.
        if rows == nil || kind.group.contains(".") {
            try structure(ofObject: json)
        }
    }

    private func follow(
        _ steps: ArraySlice<TemplatePath.Step>,
        to shape: TemplatePath.Shape,
        from json: JSONValue
    ) throws {
        guard let step = steps.first else { return try read(json, as: shape) }
        let rest = steps.dropFirst()
        switch step {
        case .field(let name):
            guard let value = json.field(name.key) else { return }
            try descend(.field(name), from: json) { try follow(rest, to: shape, from: value) }
        case .everyElement:
            try forEachElement(of: json) { try follow(rest, to: shape, from: $0) }
        case .everyValue:
            try json.forEachField { key, value in
                try descend(.key(key), from: json) { try follow(rest, to: shape, from: value) }
            }
        }
    }

    private func read(_ json: JSONValue, as shape: TemplatePath.Shape) throws {
        guard json.kind == .object else { return }
        switch shape {
        case .podTemplate:
            guard let spec = json.field("spec") else { return }
            try descend(.field(.spec), from: json) { try podSpec(spec, metadata: json.field("metadata")) }
        case .podSpec: try podSpec(json, metadata: nil)
        case .container: try container(json, podMetadata: nil)
        case .resources: try fragment(json, holder: enclosing.last)
        case .resourceList: try resourceList(json, beside: enclosing.last?.field("template"))
        case .object:
            if let kind = GroupKind(json) {
                try object(json, kind)
            }
        }
    }
}

// MARK: - Shapes

extension ContainerWalk {
    private static let containerLists: [FieldName] = [FieldName("initContainers"), FieldName("containers")]

    /// Reads the containers of a pod spec. Ephemeral containers are left out: they may not hold resources.
    private func podSpec(_ spec: JSONValue, metadata: JSONValue?) throws {
        guard spec.kind == .object, visited.insert(spec.position).inserted else { return }
        for list in Self.containerLists {
            guard let containers = spec.field(list.key) else { continue }
            try descend(.field(list), from: spec) {
                try forEachElement(of: containers) { try container($0, podMetadata: metadata) }
            }
        }
    }

    private func container(_ json: JSONValue, podMetadata: JSONValue?) throws {
        guard let resources = json.field("resources"), visited.insert(resources.position).inserted else { return }
        try visit(
            ContainerView(
                name: json.field("name")?.string.map(String.init),
                path: path,
                limits: resources.field("limits"),
                requests: resources.field("requests"),
                env: json.field("env"),
                podMetadata: podMetadata,
                enclosing: enclosing,
                templateContainers: nil
            )
        )
    }

    /// Reads `limits` and `requests` that stand in no container; `holder` is the map around them.
    private func fragment(_ resources: JSONValue, holder: JSONValue?) throws {
        guard visited.insert(resources.position).inserted else { return }
        try visit(
            ContainerView(
                name: nil,
                path: path,
                limits: resources.field("limits"),
                requests: resources.field("requests"),
                env: holder?.field("env"),
                podMetadata: nil,
                enclosing: enclosing,
                templateContainers: nil
            )
        )
    }

    private func resourceList(_ amounts: JSONValue, beside template: JSONValue?) throws {
        guard visited.insert(amounts.position).inserted else { return }
        try visit(
            ContainerView(
                name: nil,
                path: path,
                limits: amounts,
                requests: nil,
                env: nil,
                podMetadata: template?.field("metadata"),
                enclosing: enclosing + [template?.field("spec")].compactMap(\.self),
                templateContainers: template?.field("spec")?.field("containers")
            )
        )
    }
}

// MARK: - Structure

extension ContainerWalk {
    /// Reads an object by structure: everything but what the API server keeps about it.
    private func structure(ofObject json: JSONValue) throws {
        try structure(inside: json) { $0 == "metadata" || $0 == "status" }
    }

    /// Reads a value of which nothing is known but the key it stands under.
    private func structure(of value: JSONValue, under key: JSONString?) throws {
        switch value.kind {
        case .array:
            try forEachElement(of: value) { try structure(of: $0, under: nil) }
        case .object:
            if let kind = GroupKind(value) {
                try object(value, kind)
            } else if Self.isPodSpec(value) {
                let isSpec = key.map { $0 == "spec" } ?? false
                try podSpec(value, metadata: isSpec ? enclosing.last?.field("metadata") : nil)
                try structure(inside: value) { $0 == "containers" || $0 == "initContainers" }
            } else if Self.isResources(value) {
                try fragment(value, holder: enclosing.last)
            } else {
                try structure(inside: value) { _ in false }
            }
        default: break
        }
    }

    private func structure(inside map: JSONValue, except isLeftOut: (JSONString) -> Bool) throws {
        try map.forEachField { key, value in
            guard !isLeftOut(key), value.kind == .object || value.kind == .array else { return }
            try descend(.key(key), from: map) { try structure(of: value, under: key) }
        }
    }

    /// Whether a map holds containers in a list: then it is a pod spec.
    private static func isPodSpec(_ map: JSONValue) -> Bool {
        containerLists.contains { list in
            var holdsObjects = false
            map.field(list.key)?.forEachElement { holdsObjects = holdsObjects || $0.kind == .object }
            return holdsObjects
        }
    }

    /// Whether a map holds amounts of resources. The key it stands under does not matter: TrainJob has them under
    /// `resourcesPerNode`, Tekton under `computeResources`.
    private static func isResources(_ map: JSONValue) -> Bool {
        map.field("limits")?.kind == .object || map.field("requests")?.kind == .object
    }
}

// MARK: - The stack

extension ContainerWalk {
    /// Runs `body` one step deeper: `step` leads from `map`.
    private func descend(_ step: ObjectPath.Step, from map: JSONValue, _ body: () throws -> Void) throws {
        guard path.depth < depthLimit else { throw WalkError.tooDeep(path: "\(path)", limit: depthLimit) }
        path.append(step)
        enclosing.append(map)
        try body()
        enclosing.removeLast()
        path.removeLast()
    }

    /// Runs `body` for each element of a list, one step deeper.
    private func forEachElement(of list: JSONValue, _ body: (JSONValue) throws -> Void) throws {
        var index = 0
        try list.forEachElement { element in
            guard path.depth < depthLimit else { throw WalkError.tooDeep(path: "\(path)", limit: depthLimit) }
            path.append(.element(index))
            try body(element)
            path.removeLast()
            index += 1
        }
    }
}

extension FieldName {
    fileprivate static let spec = FieldName("spec")
}

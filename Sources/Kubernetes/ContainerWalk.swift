import JSON

/// Why the containers of an object could not all be visited.
package enum WalkError: Error, Equatable {
    /// Maps and lists nest deeper than a reader follows; `path` is where it stopped.
    case tooDeep(path: String, limit: Int)
}

extension WalkError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooDeep(let path, let limit): "the object nests deeper than \(limit) levels at \(path.shortened)"
        }
    }
}

extension KubernetesObject {
    /// Calls `visit` for every container that the object will run and every resources fragment outside containers.
    ///
    /// The kind's row in `table` says where to look; what no row reaches is read by structure.
    ///
    /// - Parameters:
    ///   - table: the rows.
    ///   - depthLimit: levels of maps and lists to follow.
    ///   - visit: called with each container, which must not leave it.
    /// - Throws: `WalkError` where the object nests deeper.
    package func forEachContainer(
        _ table: KindTable,
        depthLimit: Int,
        _ visit: (ContainerView) -> Void
    ) throws(WalkError) {
        var walk = ContainerWalk(table: table, depthLimit: depthLimit)
        try walk.object(json, kind, visit)
    }
}

/// One walk over one object: the stack of where it stands, and what stands where by the table.
struct ContainerWalk {
    typealias Visit = (ContainerView) -> Void

    private let table: KindTable
    private let depthLimit: Int
    private var path = ObjectPath()
    /// The maps from the root to here.
    private var enclosing: [JSONValue] = []
    /// What has been read: rows come first, structure passes over what they have reached.
    private var visited: Set<Reading> = []
    /// Whether more than one way may lead to a place, and what has been read must be remembered.
    private var remembers = false

    init(table: KindTable, depthLimit: Int) {
        self.table = table
        self.depthLimit = depthLimit
        // A pod's containers stand two maps deep, a Ray worker's seven.
        enclosing.reserveCapacity(8)
    }

    /// Reads a whole object, which stands under `key`: by its row, then by structure what the row has not reached.
    mutating func object(
        _ json: JSONValue,
        _ kind: GroupKind,
        under key: JSONString? = nil,
        _ visit: Visit
    ) throws(WalkError) {
        let rows = table[kind]
        // The API server has checked an object of a built-in kind, whose group has no dot, against its schema: nothing that
        // runs stands beside the row. Into objects that stand inside others it has not looked.
        let isChecked = path.depth == 0 && !kind.group.utf8.contains(UInt8(ascii: "."))
        let isOpen = rows.map { !$0.isEmpty && !isChecked } ?? true
        remembers = remembers || isOpen || (rows?.count ?? 0) > 1
        guard begin(json, as: .object) else { return }
        for row in rows ?? [] {
            try follow(row.steps[...], to: row.shape, from: json, visit)
        }
        if isOpen {
            try map(json, under: key, visit)
        }
    }

    private mutating func follow(
        _ steps: ArraySlice<TemplatePath.Step>,
        to shape: TemplatePath.Shape,
        from json: JSONValue,
        _ visit: Visit
    ) throws(WalkError) {
        guard let step = steps.first else { return try read(json, as: shape, visit) }
        let rest = steps.dropFirst()
        switch step {
        case .field(let name):
            guard let value = json.field(name.key) else { return }
            try enter(.field(name), json)
            try follow(rest, to: shape, from: value, visit)
            leave()
        case .everyElement:
            try forEachElement(of: json) { walk, element throws(WalkError) in
                try walk.follow(rest, to: shape, from: element, visit)
            }
        case .everyValue:
            try forEachField(of: json) { walk, key, value throws(WalkError) in
                try walk.enter(.value(key), json)
                try walk.follow(rest, to: shape, from: value, visit)
                walk.leave()
            }
        }
    }

    private mutating func read(
        _ json: JSONValue,
        as shape: TemplatePath.Shape,
        _ visit: Visit
    ) throws(WalkError) {
        guard json.kind == .object else { return }
        switch shape {
        case .podTemplate:
            guard let spec = json.field("spec") else { return }
            try enter(.field(.spec), json)
            try podSpec(spec, of: json, visit)
            leave()
        case .podSpec: try podSpec(json, of: nil, visit)
        case .container:
            guard let spec = enclosing.last else { return }
            container(json, in: pod(spec, of: nil), visit)
        case .resources: fragment(json, visit)
        case .resourceList: resourceList(json, beside: enclosing.last?.field("template"), visit)
        case .object:
            if let kind = GroupKind(json) {
                try object(json, kind, visit)
            }
        }
    }

    /// What a map is read as, and where in the document it stands. One map may be read as several things.
    private struct Reading: Hashable {
        enum Role {
            case object
            case podSpec
            case resources
        }

        let role: Role
        let position: Int
    }

    /// Notes what a map is read as; false if that has been done before.
    private mutating func begin(_ value: JSONValue, as role: Reading.Role) -> Bool {
        !remembers || visited.insert(Reading(role: role, position: value.position)).inserted
    }
}

// MARK: - Shapes

extension ContainerWalk {
    private static let containerLists: [FieldName] = [FieldName("initContainers"), FieldName("containers")]

    /// The pod of a spec; `template` is the last map on the stack where that is the pod's template. A spec without one may
    /// be an object with metadata of its own, so it is among the owners.
    private func pod(_ spec: JSONValue, of template: JSONValue?) -> PodView {
        PodView(
            id: spec.position,
            annotations: template?.field("metadata")?.field("annotations"),
            owners: template == nil ? (enclosing + [spec])[...] : enclosing.dropLast(),
            hasMetadata: template != nil,
            placement: .spec(spec)
        )
    }

    /// Reads the containers of a pod spec. Ephemeral containers are left out: they may not hold resources.
    private mutating func podSpec(_ spec: JSONValue, of template: JSONValue?, _ visit: Visit) throws(WalkError) {
        guard spec.kind == .object, begin(spec, as: .podSpec) else { return }
        let pod = pod(spec, of: template)
        for list in Self.containerLists {
            guard let containers = spec.field(list.key), containers.kind == .array else { continue }
            try enter(.field(list), spec)
            try forEachElement(of: containers) { walk, element throws(WalkError) in
                walk.container(element, in: pod, visit)
            }
            leave()
        }
    }

    private mutating func container(_ json: JSONValue, in pod: PodView, _ visit: Visit) {
        var name: JSONValue?
        var resources: JSONValue?
        json.forEachEntry { key, value in
            if key == "name" {
                name = value
            } else if key == "resources" {
                resources = value
            }
        }
        guard let resources, begin(resources, as: .resources) else { return }
        visit(
            ContainerView(
                path: path,
                pod: pod,
                nameText: name?.string,
                limits: resources.field("limits"),
                requests: resources.field("requests"),
                environment: json,
                templateContainers: nil
            )
        )
    }

    /// Reads `limits` and `requests` that stand in no container.
    private mutating func fragment(_ resources: JSONValue, _ visit: Visit) {
        guard begin(resources, as: .resources) else { return }
        // What stands around is the pod, as far as we know; an object may also be nothing but resources.
        let around = enclosing.last ?? resources
        visit(
            ContainerView(
                path: path,
                // Not to be taken for the pod whose spec is the same map.
                pod: PodView(
                    id: ~around.position,
                    annotations: nil,
                    owners: (enclosing + [resources])[...],
                    hasMetadata: false,
                    placement: .nearestOwner
                ),
                nameText: nil,
                limits: resources.field("limits"),
                requests: resources.field("requests"),
                environment: around,
                templateContainers: nil
            )
        )
    }

    private mutating func resourceList(_ amounts: JSONValue, beside template: JSONValue?, _ visit: Visit) {
        guard begin(amounts, as: .resources) else { return }
        let spec = template?.field("spec")
        visit(
            ContainerView(
                path: path,
                pod: PodView(
                    id: amounts.position,
                    annotations: template?.field("metadata")?.field("annotations"),
                    owners: enclosing[...],
                    hasMetadata: template != nil,
                    placement: spec.map { .spec($0) } ?? .nearestOwner
                ),
                nameText: nil,
                limits: amounts,
                requests: nil,
                environment: nil,
                templateContainers: spec?.field("containers")
            )
        )
    }
}

// MARK: - Structure

extension ContainerWalk {
    /// Reads a value of which nothing is known but the key it stands under.
    private mutating func structure(of value: JSONValue, under key: JSONString?, _ visit: Visit) throws(WalkError) {
        switch value.kind {
        case .array:
            try forEachElement(of: value) { walk, element throws(WalkError) in
                try walk.structure(of: element, under: nil, visit)
            }
        case .object:
            if let kind = GroupKind(value) {
                try object(value, kind, under: key, visit)
            } else {
                try map(value, under: key, visit)
            }
        default: break
        }
    }

    /// Reads a map of which nothing is known but the key it stands under. What it is says nothing of what else is in it:
    /// a pod spec, a container and a fragment may hold anything besides.
    private mutating func map(_ map: JSONValue, under key: JSONString?, _ visit: Visit) throws(WalkError) {
        if Self.isPodSpec(map) {
            let isSpec = key.map { $0 == "spec" } ?? false
            try podSpec(map, of: isSpec ? enclosing.last : nil, visit)
        }
        if Self.isResources(map) {
            fragment(map, visit)
        }
        // What controllers write of the object in hand runs nothing.
        let isRoot = enclosing.isEmpty
        try forEachField(of: map) { walk, key, value throws(WalkError) in
            guard value.kind == .object || value.kind == .array else { return }
            guard !isRoot || !(key == "metadata" || key == "status") else { return }
            try walk.enter(.key(key), map)
            try walk.structure(of: value, under: key, visit)
            walk.leave()
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
    /// `resourcesPerNode`, Tekton under `computeResources`, llmaz in a list of flavors. Kinds that only promise or buy
    /// resources have rows that say so.
    private static func isResources(_ map: JSONValue) -> Bool {
        map.field("limits")?.kind == .object || map.field("requests")?.kind == .object
    }
}

// MARK: - The stack

extension ContainerWalk {
    /// Goes one step deeper: `step` leads from `map`.
    private mutating func enter(_ step: ObjectPath.Step, _ map: JSONValue) throws(WalkError) {
        guard path.depth < depthLimit else { throw .tooDeep(path: "\(path)", limit: depthLimit) }
        path.append(step)
        enclosing.append(map)
    }

    private mutating func leave() {
        path.removeLast()
        enclosing.removeLast()
    }

    /// Runs `body` for each element of a list, one step deeper.
    private mutating func forEachElement(
        of list: JSONValue,
        _ body: (inout ContainerWalk, JSONValue) throws(WalkError) -> Void
    ) throws(WalkError) {
        guard path.depth < depthLimit else { throw .tooDeep(path: "\(path)", limit: depthLimit) }
        var index = 0
        var elements = list.elements
        while let element = elements.next() {
            path.append(.element(index))
            try body(&self, element)
            path.removeLast()
            index += 1
        }
    }

    private mutating func forEachField(
        of map: JSONValue,
        _ body: (inout ContainerWalk, JSONString, JSONValue) throws(WalkError) -> Void
    ) throws(WalkError) {
        var fields = map.fields
        while let (key, value) = fields.next() {
            try body(&self, key, value)
        }
    }
}

extension FieldName {
    fileprivate static let spec = FieldName("spec")
}

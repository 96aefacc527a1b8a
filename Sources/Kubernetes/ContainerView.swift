import JSON

/// One container that a workload asks resources for, or a resources fragment that counts as one, lent while a walk
/// visits it.
package struct ContainerView {
    /// The container's name; nil for a fragment that has none.
    package let name: String?
    /// Where the container stands in its object, such as `spec.template.spec.containers[0]`.
    package let path: ObjectPath

    /// The maps that hold amounts of resources: limits first.
    let limits: JSONValue?
    let requests: JSONValue?
    let env: JSONValue?
    /// The metadata of the pod that the container will run in, where the object says it.
    let podMetadata: JSONValue?
    /// The maps around the pod or fragment, outermost first: each may be an object with metadata and a pod spec.
    let enclosing: [JSONValue]
    /// Amounts that the pod template beside a resource list asks for already.
    let templateContainers: JSONValue?
}

// MARK: - Resources

extension ContainerView {
    /// What one container asks of one resource.
    package struct ResourceClaim: Hashable, Sendable {
        /// The resource, such as `nvidia.com/mig-3g.40gb`.
        package let name: String
        package let limit: ScalarValue?
        package let request: ScalarValue?
    }

    /// The claims on resources whose name starts with `prefix`, by name.
    package func claims(on prefix: StaticString) -> [ResourceClaim] {
        let limits = Self.amounts(in: limits, prefix)
        let requests = Self.amounts(in: requests, prefix)
        var claims: [ResourceClaim] = []
        var remaining = requests[...]
        for (name, limit) in limits {
            while let next = remaining.first, next.name < name {
                claims.append(ResourceClaim(name: next.name, limit: nil, request: next.amount))
                remaining.removeFirst()
            }
            let request = remaining.first?.name == name ? remaining.removeFirst().amount : nil
            claims.append(ResourceClaim(name: name, limit: limit, request: request))
        }
        claims += remaining.map { ResourceClaim(name: $0.name, limit: nil, request: $0.amount) }
        guard templateContainers != nil, !claims.isEmpty else { return claims }
        return claims.filter { !isClaimedByTemplate($0) }
    }

    /// The entries of one map of amounts, by name. A list there, as a ResourceClaim has under `requests`, is no such map.
    private static func amounts(in map: JSONValue?, _ prefix: StaticString) -> [(name: String, amount: ScalarValue)] {
        var amounts: [(name: String, amount: ScalarValue)] = []
        map?.forEachField { key, value in
            if key.hasPrefix(prefix) {
                amounts.append((String(key), ScalarValue(value)))
            }
        }
        return amounts.count > 1 ? amounts.sorted { $0.name < $1.name } : amounts
    }

    private func isClaimedByTemplate(_ claim: ResourceClaim) -> Bool {
        var isClaimed = false
        let name = FieldName(claim.name)
        templateContainers?.forEachElement { container in
            let amount = container.field("resources")?.field("limits")?.field(name.key).map(ScalarValue.init)
            isClaimed = isClaimed || (amount != nil && amount?.quantity == claim.limit?.quantity)
        }
        return isClaimed
    }
}

// MARK: - What people declare

extension ContainerView {
    /// The value of an annotation of the pod; nil if it is not there.
    package func podAnnotation(_ name: FieldName) -> ScalarValue? {
        podMetadata?.field("annotations")?.field(name.key).map(ScalarValue.init)
    }

    /// The value of an annotation of the nearest object or template around the pod that has it; nil if none has.
    package func ownerAnnotation(_ name: FieldName) -> ScalarValue? {
        for owner in enclosing.reversed() {
            if let value = owner.field("metadata")?.field("annotations")?.field(name.key) {
                return ScalarValue(value)
            }
        }
        return nil
    }

    /// The literal value of an environment variable; nil if it is not set, or comes from elsewhere (`valueFrom`).
    package func environmentVariable(_ name: FieldName) -> ScalarValue? {
        var found: ScalarValue?
        env?.forEachElement { variable in
            if let variableName = variable.field("name")?.string, variableName == name.key {
                found = variable.field("value").map(ScalarValue.init)
            }
        }
        return found
    }
}

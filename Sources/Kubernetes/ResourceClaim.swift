import JSON

/// What one container asks of one extended resource.
package struct ResourceClaim: Hashable, Sendable {
    /// The resource, such as `nvidia.com/mig-3g.40gb`.
    package let name: String
    package let limit: ScalarValue?
    package fileprivate(set) var request: ScalarValue?
}

extension ContainerView {
    /// Claims beyond which a name is looked up in a table, not by comparison.
    private static let fewClaims = 8

    /// The container's claims on resources whose name starts with `prefix`, by name. A list under `limits` or `requests`,
    /// as a ResourceClaim object has, holds no amounts.
    package func claims(on prefix: StaticString) -> [ResourceClaim] {
        var claims: [ResourceClaim] = []
        Self.forEachAmount(in: limits, on: prefix) { key, value in
            claims.append(ResourceClaim(name: key.comparable, limit: ScalarValue(value), request: nil))
        }
        addRequests(on: prefix, to: &claims)
        if !claims.isEmpty, templateContainers != nil {
            let amounts = templateAmounts(on: prefix)
            claims.removeAll { amounts[JSONKey($0.name)]?.contains($0.limit?.quantity) ?? false }
        }
        return claims.count > 1 ? claims.sorted { $0.name < $1.name } : claims
    }

    /// Calls `body` for each amount of a map whose name starts with `prefix`, and for those in its `custom`, where Dynamo
    /// of v1alpha1 has what it has no field for.
    private static func forEachAmount(
        in amounts: JSONValue?,
        on prefix: StaticString,
        _ body: (JSONString, JSONValue) -> Void
    ) {
        amounts?.forEachField { key, value in
            if key.hasPrefix(prefix) {
                body(key, value)
            } else if key == "custom" {
                value.forEachField { key, value in
                    if key.hasPrefix(prefix) {
                        body(key, value)
                    }
                }
            }
        }
    }

    private func addRequests(on prefix: StaticString, to claims: inout [ResourceClaim]) {
        let limited = claims.count
        // By bytes: two names that Swift holds to be equal are two resources.
        var table: [JSONKey: Int]?
        if limited > Self.fewClaims {
            table = [:]
            for index in claims.indices {
                table?[JSONKey(claims[index].name)] = index
            }
        }
        Self.forEachAmount(in: requests, on: prefix) { key, value in
            let index = table.map { $0[JSONKey(key)] } ?? (0..<limited).first { key.isEqual(to: claims[$0].name) }
            if let index {
                claims[index].request = ScalarValue(value)
            } else {
                claims.append(ResourceClaim(name: key.comparable, limit: nil, request: ScalarValue(value)))
            }
        }
    }

    /// What the containers of the template beside a resource list ask for.
    private func templateAmounts(on prefix: StaticString) -> [JSONKey: Set<Quantity?>] {
        var amounts: [JSONKey: Set<Quantity?>] = [:]
        templateContainers?.forEachElement { container in
            container.field("resources")?.field("limits")?.forEachField { key, value in
                if key.hasPrefix(prefix) {
                    amounts[JSONKey(key), default: []].insert(ScalarValue(value).quantity)
                }
            }
        }
        return amounts
    }
}

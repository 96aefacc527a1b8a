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
        limits?.forEachField { key, value in
            if key.hasPrefix(prefix) {
                claims.append(ResourceClaim(name: String(key), limit: ScalarValue(value), request: nil))
            }
        }
        addRequests(on: prefix, to: &claims)
        if let templateContainers, !claims.isEmpty {
            let claimed = Self.amounts(inLimitsOf: templateContainers, on: prefix)
            claims.removeAll { claimed.contains(Amount(name: JSONKey($0.name), quantity: $0.limit?.quantity)) }
        }
        return claims.count > 1 ? claims.sorted { $0.name < $1.name } : claims
    }

    private func addRequests(on prefix: StaticString, to claims: inout [ResourceClaim]) {
        let limited = claims.count
        // By bytes, for strings are equal in Swift that are two resources in a custom resource.
        let table =
            limited > Self.fewClaims
            ? Dictionary(uniqueKeysWithValues: zip(claims.map { JSONKey($0.name) }, 0...)) : nil
        requests?.forEachField { key, value in
            guard key.hasPrefix(prefix) else { return }
            let index = table.map { $0[JSONKey(key)] } ?? (0..<limited).first { key.isEqual(to: claims[$0].name) }
            if let index {
                claims[index].request = ScalarValue(value)
            } else {
                claims.append(ResourceClaim(name: String(key), limit: nil, request: ScalarValue(value)))
            }
        }
    }

    private struct Amount: Hashable {
        let name: JSONKey
        let quantity: Quantity?
    }

    /// What the containers of the template beside a resource list ask for.
    private static func amounts(inLimitsOf containers: JSONValue, on prefix: StaticString) -> Set<Amount> {
        var amounts: Set<Amount> = []
        containers.forEachElement { container in
            container.field("resources")?.field("limits")?.forEachField { key, value in
                if key.hasPrefix(prefix) {
                    amounts.insert(Amount(name: JSONKey(key), quantity: ScalarValue(value).quantity))
                }
            }
        }
        return amounts
    }
}

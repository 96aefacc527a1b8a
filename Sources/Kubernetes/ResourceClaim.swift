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
        if templateContainers != nil {
            claims.removeAll(where: isClaimedByTemplate)
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

    /// Whether a container of the template beside a resource list asks for the same amount.
    private func isClaimedByTemplate(_ claim: ResourceClaim) -> Bool {
        var isClaimed = false
        templateContainers?.forEachElement { container in
            let amount = container.field("resources")?.field("limits")?.field(JSONKey(claim.name)).map(ScalarValue.init)
            isClaimed = isClaimed || (amount != nil && amount?.quantity == claim.limit?.quantity)
        }
        return isClaimed
    }
}

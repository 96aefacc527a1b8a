import Kubernetes

/// Finds routes that no alert reaches, because one before them matches whatever they do. Only routes that select no objects
/// and do not go on are known to.
struct RouteShadows {
    private var routes: [(route: AlertRoutes.Route, key: String)] = []
    /// Comparisons of patterns that are left: they may be many, and reading must not take long.
    private var patience = 20_000

    mutating func add(_ route: AlertRoutes.Route, _ key: String) {
        if !route.goesOn, route.objectSelector.requirements.isEmpty {
            routes.append((route, key))
        }
    }

    /// The first route that matches every alert that `route` matches; nil if none does alone.
    mutating func shadow(of route: AlertRoutes.Route) -> String? {
        for (other, key) in routes {
            patience -= 1 + other.namespaces.count * route.namespaces.count
            guard patience > 0 else { return nil }
            if other.covers(route) {
                return key
            }
        }
        return nil
    }
}

extension AlertRoutes.Route {
    /// Whether this route surely matches whatever the other does; the other's selector only makes it match less.
    fileprivate func covers(_ other: AlertRoutes.Route) -> Bool {
        guard other.severities.allSatisfy(severities.contains),
            codes.isEmpty || (!other.codes.isEmpty && other.codes.allSatisfy(codes.contains))
        else { return false }
        let wanted = other.namespaces.isEmpty ? [Glob("*")] : other.namespaces
        return namespaces.isEmpty || wanted.allSatisfy { name in namespaces.contains { $0.covers(name) } }
    }
}

/// Finds routes that no alert reaches, because one before them matches whatever they do. Only routes that select no objects
/// and do not go on are known to.
struct RouteShadows {
    private var routes: [(route: AlertRoute, key: String)] = []
    /// Comparisons of patterns that are left: they may be many, and reading must not take long.
    private var patience = 20_000

    mutating func add(_ route: AlertRoute, _ key: String) {
        if !route.goesOn {
            routes.append((route, key))
        }
    }

    /// The first route that matches every alert that `route` matches; nil if none does alone.
    mutating func shadow(of route: AlertRoute) -> String? {
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

package import Alerts
package import Kubernetes

/// Decides which receivers hear of an alert: those of the first route that matches, and of those behind it as long as each
/// says `continue`. What no route matches goes to the default receiver, if it was refused.
package struct AlertRoutes: Sendable {
    /// What one route matches, and where it leads.
    struct Route: Sendable {
        /// Empty for every namespace.
        var namespaces: [Glob] = []
        var objectSelector = LabelSelector()
        /// Empty for every code.
        var codes: [String] = []
        var severities: [Severity] = [.deny]
        /// Names; empty where nobody hears of it.
        var receivers: [String] = []
        /// Whether routes behind it are asked, too.
        var goesOn = false

        func matches(_ code: String, _ severity: Severity, _ namespace: String, _ object: KubernetesObject?) -> Bool {
            severities.contains(severity) && (codes.isEmpty || codes.contains(code))
                && (namespaces.isEmpty || namespaces.match(namespace))
                && (objectSelector.requirements.isEmpty || object?.isSelected(by: objectSelector) == true)
        }
    }

    let routes: [Route]
    /// Names of those who hear of what no route matches.
    let others: [String]
    private let wanted: [Severity]

    init(_ routes: [Route], defaultReceiver: String?) {
        self.routes = routes
        others = defaultReceiver.map { [$0] } ?? []
        let named = Set(routes.filter { !$0.receivers.isEmpty }.flatMap(\.severities))
        wanted = Severity.allCases.filter { named.contains($0) || ($0 == .deny && defaultReceiver != nil) }
    }

    /// Whether any alert of this severity goes to anybody.
    package func wants(_ severity: Severity) -> Bool {
        wanted.contains(severity)
    }

    /// Who hears of an alert.
    ///
    /// - Parameters:
    ///   - code: the finding's, `ObjectUnreadable` or `PolicyUnusable`.
    ///   - severity: what was done about it.
    ///   - namespace: of the object; empty for none.
    ///   - object: the object as it would be. A route that selects objects matches no alert without one.
    /// - Returns: names of receivers, each once. Nothing is allocated unless the first route that matches goes on.
    package func receivers(
        code: String,
        severity: Severity,
        namespace: String,
        object: KubernetesObject?
    ) -> [String] {
        var found: [String]?
        for route in routes where route.matches(code, severity, namespace, object) {
            if var before = found {
                before += route.receivers.filter { !before.contains($0) }
                found = before
            } else {
                found = route.receivers
            }
            guard route.goesOn else { break }
        }
        return found ?? (severity == .deny ? others : [])
    }
}

package import Alerts
package import Kubernetes

/// Decides which receivers hear of an alert: those of the first route that matches, and of those behind it as long as each
/// says `continue`. The default receiver is a last route, which matches whatever was refused.
package struct AlertRoutes: Sendable {
    private let routes: [AlertRoute]
    private let wanted: [Severity]
    /// Routes as somebody wrote them: without that of the default receiver.
    let count: Int

    /// - Parameters:
    ///   - routes: in the order in which they are asked.
    ///   - defaultReceiver: the name of who hears of what is refused and none of them keeps to itself; nil for nobody.
    init(_ routes: [AlertRoute], defaultReceiver: String? = nil) {
        count = routes.count
        let routes = routes + (defaultReceiver.map { [AlertRoute(receivers: [$0])] } ?? [])
        self.routes = routes
        let named = Set(routes.filter { !$0.receivers.isEmpty }.flatMap(\.severities))
        wanted = Severity.allCases.filter(named.contains)
    }

    /// Whether any alert of this severity goes to anybody.
    package func wants(_ severity: Severity) -> Bool {
        wanted.contains(severity)
    }
}

extension AlertRoutes {
    /// The routes that match one object, for all that is found in it: an object may have a thousand findings, and its labels
    /// are looked at once.
    package struct Matching: Sendable {
        fileprivate let routes: [AlertRoute]

        /// Who hears of an alert on the object: names of receivers, each once.
        package func receivers(code: String, severity: Severity) -> [String] {
            routes.receivers { $0.matches(code, severity) }
        }
    }

    /// The routes that match an object.
    ///
    /// - Parameters:
    ///   - namespace: of the object; empty for none.
    ///   - object: the object as it would be. A route that selects objects matches nothing without one.
    /// - Returns: what says who hears of alerts on it.
    package func matching(namespace: String, object: KubernetesObject?) -> Matching {
        Matching(routes: routes.filter { $0.matches(namespace, object) })
    }
}

extension [AlertRoute] {
    /// The receivers of the routes that match, as long as each goes on.
    fileprivate func receivers(_ matches: (AlertRoute) -> Bool) -> [String] {
        var found: [String]?
        for route in self where matches(route) {
            if var before = found {
                before += route.receivers.filter { !before.contains($0) }
                found = before
            } else {
                found = route.receivers
            }
            guard route.goesOn else { break }
        }
        return found ?? []
    }
}

import Admission
import Alerts
import Kubernetes
import MIG
import Yams

// Routes.
extension SettingsReader {
    /// Routes of one file.
    private static let mostRoutes = 256

    /// What can stand in place of a finding's code, besides those.
    private static let codes = FindingCode.allCases.map(\.name) + [CheckFinding.unreadable, PolicyGuard.code]

    func alertRoutes(_ node: Node, at key: String, _ receivers: ReceiverList) -> [AlertRoute] {
        var routes: [AlertRoute] = []
        var shadows = RouteShadows()
        forEachElement(of: node, at: key, most: Self.mostRoutes) { node, key in
            let known = problems.count
            let route = alertRoute(node, at: key, receivers)
            // What could not be read might have been something.
            if problems.count == known {
                if let shadow = shadows.shadow(of: route) {
                    refuse(node, key, "never reached: \(shadow) matches every alert of this route before")
                }
                shadows.add(route, key)
            }
            routes.append(route)
        }
        return routes
    }

    private func alertRoute(_ node: Node, at key: String, _ receivers: ReceiverList) -> AlertRoute {
        var route = AlertRoute()
        var names: [String]?
        let known = problems.count
        forEachField(
            of: node,
            at: key,
            [
                "namespaces": { route.namespaces = self.globs($0, at: $1, self.checkNamespacePattern) },
                "objectSelector": { route.objectSelector = self.labelSelector($0, at: $1) },
                "findings": { route.codes = self.codes($0, at: $1) },
                "severities": { route.severities = self.severities($0, at: $1) },
                "receivers": { names = self.receiverNames($0, at: $1, receivers) },
                "continue": { route.goesOn = self.boolean($0, at: $1) ?? false },
            ]
        )
        guard problems.count == known else { return route }
        route.receivers = names ?? []
        if names == nil {
            refuse(node, key, "names no receivers; write receivers: [], if nobody is to hear of it")
        } else if route.receivers.isEmpty, route.goesOn {
            refuse(node, key, "does nothing: it has no receivers, and alerts go on to the next route")
        }
        return route
    }

    private func receiverNames(_ node: Node, at key: String, _ receivers: ReceiverList) -> [String] {
        var names: [String] = []
        forEachText(of: node, at: key) { text, node, key in
            if let name = receiver(text, node, key, of: receivers), !names.contains(name) {
                names.append(name)
            }
        }
        return names
    }

    private func codes(_ node: Node, at key: String) -> [String] {
        var codes: [String] = []
        forEachText(of: node, at: key) { text, node, key in
            guard Self.codes.contains(text) else {
                let hint = Spelling.nearest(to: text, among: Self.codes).map { "did you mean \($0)?" }
                let known = "known are \(Self.codes.joined(separator: ", "))"
                return refuse(node, key, "no such finding; \(hint ?? known)")
            }
            codes.append(text)
        }
        return codes
    }

    private func severities(_ node: Node, at key: String) -> [Severity] {
        var severities: [Severity] = []
        let known = problems.count
        forEachElement(of: node, at: key) { node, key in
            if let severity: Severity = choice(node, at: key, "severity"), !severities.contains(severity) {
                severities.append(severity)
            }
        }
        if severities.isEmpty, problems.count == known {
            refuse(node, key, "is empty; write one of deny, warn and audit at least")
        }
        return severities
    }
}

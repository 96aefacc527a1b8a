package import Kubernetes

/// Who may let workloads in that do not fit, and for how long.
package struct OverrideRights: Hashable, Sendable {
    /// Patterns for the users and groups whose overrides are honoured.
    package var users: [Glob]
    package var groups: [Glob]
    /// Patterns for controllers, which only carry annotations on from an object that was judged before.
    package var controllers: [Glob]
    /// How far ahead an override may reach.
    package var maxDuration: Duration

    /// Nobody's overrides are honoured.
    package static let standard = OverrideRights(
        users: [],
        groups: [],
        controllers: [Glob("system:serviceaccount:kube-system:*"), Glob("system:kube-controller-manager")],
        maxDuration: .seconds(7 * 24 * 3600)
    )

    /// Whether anybody may set an override.
    var isForSomebody: Bool { !users.isEmpty || !groups.isEmpty }

    /// Whether `requester` may set an override, or carries on one that somebody else was allowed to set.
    func allow(_ requester: Requester) -> Bool {
        guard isForSomebody else { return false }
        return requester.isAnyController || requester.isAmong(users: users, groups: groups)
            || controllers.match(requester.user)
    }
}

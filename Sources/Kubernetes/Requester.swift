/// Who asks for a change, as the API server has authenticated them.
package struct Requester: Hashable, Sendable {
    /// `alice`, `system:serviceaccount:kube-system:replicaset-controller`; empty for nobody.
    package let user: String
    package let groups: [String]

    package init(user: String, groups: [String]) {
        self.user = user
        self.groups = groups
    }

    /// Somebody of whom nothing is known.
    package static let nobody = Requester(user: "", groups: [])

    /// Whether one of the patterns means this user, or one of theirs this user's groups.
    package func isAmong(users: [Glob], groups patterns: [Glob]) -> Bool {
        users.match(user) || !patterns.isEmpty && groups.contains(where: patterns.match)
    }
}

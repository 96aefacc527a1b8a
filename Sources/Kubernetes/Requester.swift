/// Who asks for a change, as the API server has authenticated them.
package struct Requester: Hashable, Sendable {
    /// `alice`, `system:serviceaccount:kube-system:replicaset-controller`; empty for nobody.
    package let user: String
    package let groups: [String]
    /// Whether this is some controller of which only that is known: no pattern means it, and it carries everything on that
    /// was allowed once.
    package let isAnyController: Bool

    package init(user: String, groups: [String]) {
        self.user = user
        self.groups = groups
        isAnyController = false
    }

    private init() {
        user = "its controller"
        groups = []
        isAnyController = true
    }

    /// The controller of an object, whoever that is.
    package static let anyController = Requester()

    /// Somebody of whom nothing is known.
    package static let nobody = Requester(user: "", groups: [])

    /// Whether one of the patterns means this user, or one of theirs this user's groups.
    package func isAmong(users: [Glob], groups patterns: [Glob]) -> Bool {
        !isAnyController && users.match(user) || !patterns.isEmpty && groups.contains(where: patterns.match)
    }
}

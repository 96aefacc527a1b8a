package import Kubernetes

/// Whom the gate leaves alone: patterns for namespaces, and for users and groups that ask.
package struct Exemptions: Hashable, Sendable {
    package var namespaces: [Glob]
    package var users: [Glob]
    package var groups: [Glob]

    /// The cluster's own namespace, and the one that the gate is installed in: with the gate away nothing must hinder the
    /// cluster from bringing it back.
    package static let standard = Exemptions(
        namespaces: [Glob("kube-system"), Glob("mig-gate")],
        users: [],
        groups: []
    )

    /// Why a request is left alone; nil if it is not.
    func exemption(in namespace: String, by requester: () -> Requester) -> Exemption? {
        if namespaces.match(namespace) {
            return .namespace(namespace)
        }
        guard !users.isEmpty || !groups.isEmpty else { return nil }
        let requester = requester()
        return requester.isAmong(users: users, groups: groups) ? .user(requester.user) : nil
    }
}

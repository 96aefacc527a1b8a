package import Alerts
import Kubernetes

/// Who is on call for which teams and namespaces.
package struct OnCall: Sendable {
    /// People, and what they are on call for.
    struct Entry: Sendable {
        /// Empty for every team, and for objects of none.
        var teams: [Glob] = []
        /// Empty for every namespace.
        var namespaces: [Glob] = []
        var mentions = Mentions()

        func matches(_ team: String?, _ namespace: String) -> Bool {
            (teams.isEmpty || team.map(teams.match) == true) && (namespaces.isEmpty || namespaces.match(namespace))
        }
    }

    let entries: [Entry]

    init(_ entries: [Entry] = []) {
        self.entries = entries
    }

    /// Who is on call: the people of all entries that match, in the order of the file, each once.
    ///
    /// - Parameters:
    ///   - team: that of the object; nil if it has none.
    ///   - namespace: of the object; empty for none.
    /// - Returns: whom a message mentions besides those of its receiver.
    package func mentions(team: String?, namespace: String) -> Mentions {
        var mentions = Mentions()
        for entry in entries where entry.matches(team, namespace) {
            mentions.add(entry.mentions)
        }
        return mentions
    }
}

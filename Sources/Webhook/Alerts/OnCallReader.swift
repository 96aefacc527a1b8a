import Admission
import Alerts
import Kubernetes
import Yams

// Who is on call.
extension SettingsReader {
    /// Entries of one file.
    private static let mostEntries = 256

    /// - Parameters:
    ///   - node: the list.
    ///   - key: where it stands.
    ///   - knowsTeams: whether the file says which label names a team.
    /// - Returns: the entries that could be read.
    func onCall(_ node: Node, at key: String, knowsTeams: Bool) -> OnCall {
        var entries: [OnCall.Entry] = []
        forEachElement(of: node, at: key, most: Self.mostEntries) { node, key in
            var entry = OnCall.Entry()
            let known = problems.count
            forEachField(
                of: node,
                at: key,
                [
                    "teams": { node, key in
                        entry.teams = self.globs(node, at: key, self.checkTeamPattern)
                        if !knowsTeams {
                            self.refuse(node, key, "no team is known; say which label names it with teamLabel")
                        }
                    },
                    "namespaces": { entry.namespaces = self.globs($0, at: $1, self.checkNamespacePattern) },
                    "mentions": { entry.mentions = self.mentions($0, at: $1) },
                ]
            )
            guard problems.count == known else { return }
            if entry.teams.isEmpty, entry.namespaces.isEmpty {
                let way = "write teams: [search] or namespaces: [ml-*], or give a receiver mentions"
                refuse(node, key, "is for nobody in particular: \(way)")
            }
            if entry.mentions.isEmpty {
                refuse(node, key, "names nobody; write mentions: {feishu: [ou_7d8a6e6d]}")
            }
            entries.append(entry)
        }
        return OnCall(entries)
    }

    /// Whether the value of a label can match `text` (Kubernetes, "Labels and Selectors").
    private func checkTeamPattern(_ text: String, _ node: Node, _ key: String) -> Bool {
        let isPattern =
            text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.*?".utf8.contains(byte)
                }
            }
        if !isPattern {
            let way = "write letters, digits and - _ . with * for any run of characters and ? for one"
            refuse(node, key, "no label has the value \(quoted(text)): \(way)")
        }
        return isPattern
    }
}

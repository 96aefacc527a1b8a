import Admission
import Alerts
import Yams

// Receivers.
extension SettingsReader {
    /// Receivers of one file.
    private static let mostReceivers = 64

    private enum Format: String, CaseIterable {
        case card
        case plain
    }

    /// - Parameters:
    ///   - node: the list.
    ///   - key: where it stands.
    ///   - keyword: that of receivers without one of their own.
    ///   - check: says what is wrong with a receiver beyond the file.
    /// - Returns: those that could be read, and the names of all.
    func receivers(
        _ node: Node,
        at key: String,
        _ keyword: String?,
        _ check: (Receiver) -> String?
    ) -> ReceiverList {
        var list = ReceiverList()
        let before = problems.count
        var isEmpty = true
        forEachElement(of: node, at: key, most: Self.mostReceivers) { node, key in
            isEmpty = false
            let known = problems.count
            let draft = receiverDraft(node, at: key)
            if let name = draft.name {
                if let other = list.place(of: name) {
                    refuse(node, "\(key).name", "\(quoted(name)) is the name of \(other.key), too")
                } else {
                    list.places.append(.init(name: name, node: node, key: key))
                }
            }
            guard problems.count == known, var receiver = receiver(draft, node, key) else { return }
            receiver.keyword = receiver.keyword ?? keyword
            var unsigned = receiver
            unsigned.secret = nil
            if let problem = check(unsigned) {
                return refuse(draft.places["url"], "\(key).url", problem)
            }
            if receiver.secret != nil, let problem = check(receiver) {
                return refuse(draft.places["secret"], "\(key).secret", problem)
            }
            list.receivers.append(receiver)
        }
        if isEmpty, problems.count == before {
            refuse(node, key, "is empty; without receivers nobody hears of anything")
        }
        return list
    }

    /// What the keys of a receiver say, in any order.
    private struct ReceiverDraft {
        var name: String?
        var kind: Receiver.Kind?
        var url: SecretSource?
        var language = Language.en
        var keyword: String?
        var secret: SecretSource?
        var allowHost: String?
        var mentions = Mentions()
        var format: Format?
        /// Values of keys that were there.
        var places: [String: Node] = [:]
    }

    private func receiverDraft(_ node: Node, at key: String) -> ReceiverDraft {
        var draft = ReceiverDraft()
        let readers: [String: FieldReader] = [
            "name": { draft.name = self.receiverName($0, at: $1) },
            "type": { draft.kind = self.choice($0, at: $1, "type of receiver") },
            "language": { draft.language = self.choice($0, at: $1, "language") ?? .en },
            "url": { draft.url = self.secretSource($0, at: $1) },
            "secret": { draft.secret = self.secretSource($0, at: $1) },
            "keyword": { draft.keyword = self.wordOfMessages($0, at: $1) },
            "format": { draft.format = self.choice($0, at: $1, "format") },
            "allowHost": { draft.allowHost = self.host($0, at: $1) },
            "mentions": { draft.mentions = self.mentions($0, at: $1) },
        ]
        forEachField(
            of: node,
            at: key,
            Dictionary(
                uniqueKeysWithValues: readers.map { name, read in
                    (
                        name,
                        { node, key in
                            draft.places[name] = node
                            read(node, key)
                        }
                    )
                }
            )
        )
        return draft
    }

    /// Puts a receiver together whose keys could all be read.
    private func receiver(_ draft: ReceiverDraft, _ node: Node, _ key: String) -> Receiver? {
        guard let name = draft.name, let kind = draft.kind, let url = draft.url else {
            let missing = ["name", "type", "url"].filter { draft.places[$0] == nil }.joined(separator: " and no ")
            refuse(node, key, "a receiver needs name, type and url; here is no \(missing)")
            return nil
        }
        let known = problems.count
        if draft.secret != nil, !kind.signs {
            refuse(draft.places["secret"], "\(key).secret", "only feishu and dingtalk sign; leave it out")
        }
        if draft.format != nil, !kind.isRobot {
            refuse(draft.places["format"], "\(key).format", "\(kind.rawValue) has one form only; leave it out")
        }
        if !draft.mentions.onlyNames(peopleOf: kind) {
            let way = kind.isRobot ? "mentions people of \(kind.rawValue) only" : "mentions nobody"
            refuse(draft.places["mentions"], "\(key).mentions", "a receiver of type \(kind.rawValue) \(way)")
        }
        guard problems.count == known else { return nil }
        var receiver = Receiver(name: name, kind: kind, url: url)
        receiver.language = draft.language
        receiver.keyword = draft.keyword
        receiver.secret = draft.secret
        receiver.allowHost = draft.allowHost
        receiver.mentions = draft.mentions
        receiver.isPlain = draft.format == .plain
        return receiver
    }
}

extension Receiver.Kind {
    /// Whether messages carry a signature.
    fileprivate var signs: Bool { self == .feishu || self == .dingtalk }

    /// Whether messages are read in a group of people, and not by a program.
    fileprivate var isRobot: Bool { self != .webhook && self != .alertmanager }
}

extension Mentions {
    /// Whether all people are known by the service of a kind of receiver.
    fileprivate func onlyNames(peopleOf kind: Receiver.Kind) -> Bool {
        var others = self
        switch kind {
        case .feishu: others.feishu = []
        case .dingtalk: (others.dingtalkMobiles, others.dingtalkUsers) = ([], [])
        case .wecom: others.wecom = []
        case .slack: others.slack = []
        case .webhook, .alertmanager: break
        }
        return others.isEmpty
    }
}

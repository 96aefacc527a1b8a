import Admission
import Alerts
import Yams

// People, by the identifiers of each service.
extension SettingsReader {
    /// People of one list.
    private static let mostPeople = 20

    func mentions(_ node: Node, at key: String) -> Mentions {
        var mentions = Mentions()
        forEachField(
            of: node,
            at: key,
            [
                "feishu": { node, key in
                    mentions.feishu = self.people(node, at: key, "open_id: write one such as ou_7d8a6e6d") { text in
                        text.hasPrefix("ou_") && text.utf8.count > 3
                    }
                },
                "dingtalk": { node, key in
                    self.forEachField(
                        of: node,
                        at: key,
                        [
                            "mobiles": { node, key in
                                let way = "telephone number: write digits, with a + in front or without"
                                mentions.dingtalkMobiles = self.people(node, at: key, way, Self.isTelephoneNumber)
                            },
                            "userIds": { mentions.dingtalkUsers = self.people($0, at: $1, "userId of DingTalk") },
                        ]
                    )
                },
                "wecom": { mentions.wecom = self.people($0, at: $1, "user id of WeCom") },
                "slack": { node, key in
                    let way = "member id: write one such as U012AB3CD, or S012AB3CD for a group of users"
                    mentions.slack = self.people(node, at: key, way, Self.isMemberID)
                },
            ]
        )
        return mentions
    }

    /// Reads a list of identifiers, each kept once.
    private func people(
        _ node: Node,
        at key: String,
        _ noun: String,
        _ isOne: (String) -> Bool = { _ in true }
    ) -> [String] {
        var people: [String] = []
        forEachText(of: node, at: key, most: Self.mostPeople) { text, node, key in
            guard Self.isIdentifier(text), isOne(text) else {
                return refuse(node, key, "\(quoted(text)) is no \(noun)")
            }
            if !people.contains(text) {
                people.append(text)
            }
        }
        return people
    }

    /// What stands for everybody in some service: no message mentions it, however it is written.
    private static let everybody: Set<String> = ["all", "here", "channel", "everyone"]

    /// Nothing that means something to the markup of a service, and nothing that stands for everybody.
    private static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 64 && text.utf8.first != UInt8(ascii: "@")
            && !everybody.contains(text.lowercased())
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "_.@+-".utf8.contains(byte)
                }
            }
    }

    private static func isTelephoneNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("+") ? text.dropFirst() : Substring(text)
        return !digits.isEmpty && digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// Members begin with U or W, groups of users with S (Slack, "Formatting text for app surfaces").
    private static func isMemberID(_ text: String) -> Bool {
        text.utf8.count > 2 && ["U", "W", "S"].contains(text.prefix(1))
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: false
                }
            }
    }
}

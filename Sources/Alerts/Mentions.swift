/// Whom a message mentions, by the identifiers of each service; each list in its order, without repetition.
package struct Mentions: Codable, Hashable, Sendable {
    /// Feishu and Lark: `open_id`s, `ou_…`. Custom bots know neither telephone numbers nor addresses.
    package var feishu: [String] = []
    /// DingTalk: telephone numbers.
    package var dingtalkMobiles: [String] = []
    /// DingTalk: `userId`s.
    package var dingtalkUsers: [String] = []
    /// WeCom: user ids.
    package var wecom: [String] = []
    /// Slack: member ids, `U…`, or groups of users, `S…`.
    package var slack: [String] = []

    package init() {}

    package var isEmpty: Bool { self == Mentions() }

    /// Adds those of `other` that are not there yet.
    package mutating func add(_ other: Mentions) {
        func add(_ list: WritableKeyPath<Mentions, [String]>, to mentions: inout Mentions) {
            for person in other[keyPath: list] where !mentions[keyPath: list].contains(person) {
                mentions[keyPath: list].append(person)
            }
        }
        add(\.feishu, to: &self)
        add(\.dingtalkMobiles, to: &self)
        add(\.dingtalkUsers, to: &self)
        add(\.wecom, to: &self)
        add(\.slack, to: &self)
    }
}

/// Who receives messages: one robot, webhook or Alertmanager.
package struct Receiver: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// The custom bot of a group in Feishu or Lark.
        case feishu
        /// The custom robot of a group in DingTalk.
        case dingtalk
        /// The robot of a group in WeCom.
        case wecom
        /// An incoming webhook of Slack.
        case slack
        /// Any HTTP server that takes the program's own JSON.
        case webhook
        /// Prometheus' Alertmanager.
        case alertmanager
    }

    /// By which routes, logs and metrics know it.
    package var name: String
    package var kind: Kind
    package var language: Language
    /// Stands in every message, because the robot takes no message without it.
    package var keyword: String?
    /// Where the URL is found, which is a credential with most services.
    package var url: SecretSource
    /// Where the key for signatures is found; nil for none.
    package var secret: SecretSource?
    /// A host besides those of the service that the URL may name.
    package var allowHost: String?
    /// Whom every message mentions that tells of something new.
    package var mentions: Mentions
    /// Whether cards are left out for the plainest form that the service has.
    package var isPlain: Bool

    package init(name: String, kind: Kind, url: SecretSource) {
        self.name = name
        self.kind = kind
        self.url = url
        language = .en
        mentions = Mentions()
        isPlain = false
    }
}

/// Where a secret stands: never in the configuration itself.
package enum SecretSource: Hashable, Sendable {
    /// A file, read at every use.
    case file(String)
    /// An environment variable.
    case environment(String)
}

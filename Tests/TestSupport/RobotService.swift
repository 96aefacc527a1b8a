/// One of the services that `RobotFakes` play.
package enum RobotService: String, CaseIterable, Codable, Sendable {
    case feishu
    case dingtalk
    case wecom
    case slack
    case alertmanager
    case webhook
    /// Where redirections lead.
    case elsewhere
    /// Any other path.
    case unknown

    /// What the service knows its robot by, until it is told otherwise; empty where there is no such thing.
    package var token: String {
        switch self {
        case .feishu: "5f1c2d7e-feed-4c0a-9b1d-0a1b2c3d4e5f"
        case .dingtalk: String(repeating: "d1", count: 32)
        case .wecom: "3c0ffee5-7e57-4a11-8bad-c0de5eed0001"
        case .slack: "T0FAKE0001/B0FAKE0002/x0FakeSlackPath0000000003"
        case .alertmanager, .webhook, .elsewhere, .unknown: ""
        }
    }

    /// The path and query by which the service is reached.
    func path(token: String) -> String {
        switch self {
        case .feishu: "/open-apis/bot/v2/hook/\(token)"
        case .dingtalk: "/robot/send?access_token=\(token)"
        case .wecom: "/cgi-bin/webhook/send?key=\(token)"
        case .slack: "/services/\(token)"
        case .alertmanager: "/api/v2/alerts"
        case .webhook: "/hook"
        case .elsewhere: "/elsewhere"
        case .unknown: "/unknown"
        }
    }
}

/// How often a robot is written to, well below what it stands.
struct RobotPace: Hashable, Sendable {
    /// Messages that may follow each other at once.
    let burst: Int
    /// Seconds between two messages in the long run.
    let spacing: Double

    /// - Parameters:
    ///   - kind: the service.
    ///   - replicas: processes that share the robot. Together they stay below the service's limit as long as there are no
    ///     more of them than messages that it stands in a minute.
    init(_ kind: Receiver.Kind, replicas: Int) {
        let replicas = max(1, replicas)
        let whole = kind.pace
        burst = max(1, whole.burst / replicas)
        var perMinute = Double(whole.perMinute) / Double(replicas)
        if let limit = kind.limit {
            // What each may send in its worst minute, the burst included.
            let share = limit / replicas
            if share > burst {
                perMinute = min(perMinute, Double(share - burst))
            } else {
                // One message in any minute. A second more, or both ends of the minute would have one.
                perMinute = min(perMinute, 60.0 / 61, Double(limit) / Double(replicas))
            }
        }
        spacing = 60 / perMinute
    }

    /// The pace of a receiver, which shares its robot with the other replicas and with those that have their URL from the
    /// same place.
    init(_ receiver: Receiver, _ settings: AlertSettings) {
        let sharers = settings.receivers.count { $0.url == receiver.url && $0.kind == receiver.kind }
        self.init(receiver.kind, replicas: max(1, settings.replicas) * max(1, sharers))
    }
}

extension Receiver.Kind {
    fileprivate var pace: (perMinute: Int, burst: Int) {
        switch self {
        case .feishu, .slack: (60, 3)
        case .dingtalk, .wecom: (12, 3)
        case .webhook, .alertmanager: (120, 10)
        }
    }

    /// Messages a minute beyond which the service refuses or bans: Feishu, "custom bot guide"; DingTalk, "custom robots";
    /// WeCom, "message push". Slack's is one a second with short bursts ("rate limits").
    fileprivate var limit: Int? {
        switch self {
        case .feishu: 100
        case .dingtalk, .wecom: 20
        case .slack, .webhook, .alertmanager: nil
        }
    }

    /// Things that one message lists.
    var listLength: Int {
        switch self {
        case .feishu, .dingtalk, .wecom, .slack: 20
        case .webhook, .alertmanager: 100
        }
    }
}

/// What the URLs of each service look like: a wrong one is found before anything is sent, where the service would only say
/// that it does not know it.
extension RobotURL {
    /// - Throws: `RobotURLError` that says what the service's own URLs look like.
    static func check(path: String, query: String?, _ kind: Receiver.Kind) throws(RobotURLError) {
        switch kind {
        case .feishu: try FeishuURL.check(path, query)
        case .dingtalk: try DingTalkURL.check(path, query)
        case .wecom: try WeComURL.check(path, query)
        case .slack: try SlackURL.check(path, query)
        case .webhook, .alertmanager: break
        }
    }

    /// Whether a part of a path can be a token. `.` and `..` lead elsewhere (RFC 3986 §5.2.4).
    static func isToken(_ part: Substring) -> Bool {
        !["", ".", ".."].contains(part) && part.unicodeScalars.allSatisfy(PercentEncoding.isUnreserved)
    }

    /// Whether a query has a parameter once, with something in it.
    static func has(_ name: String, in query: String?) -> Bool {
        let values = (query ?? "").split(separator: "&").filter { $0.hasPrefix("\(name)=") }
        return values.count == 1 && values.allSatisfy { $0.utf8.count > name.utf8.count + 1 }
    }
}

/// Feishu and Lark: the token ends the path (Feishu, custom bot guide).
enum FeishuURL {
    static let path = "/open-apis/bot/v2/hook/"

    static func check(_ path: String, _ query: String?) throws(RobotURLError) {
        if path.hasPrefix("/open-apis/bot/hook/") {
            throw RobotURLError("is of the first version of bots, which takes no cards: add a custom bot anew")
        }
        let token = path.hasPrefix(Self.path) ? path.dropFirst(Self.path.utf8.count) : ""
        guard RobotURL.isToken(token) else {
            throw RobotURLError("does not end in \(Self.path)TOKEN")
        }
        guard query == nil else { throw RobotURLError("has a part behind ?, with which Feishu refuses it") }
    }
}

/// DingTalk: the token stands in the query (DingTalk, "custom robots").
enum DingTalkURL {
    static func check(_ path: String, _ query: String?) throws(RobotURLError) {
        guard path == "/robot/send", RobotURL.has("access_token", in: query) else {
            throw RobotURLError("does not end in /robot/send?access_token=TOKEN")
        }
    }
}

/// WeCom: the key stands in the query (WeCom, document 99110).
enum WeComURL {
    static func check(_ path: String, _ query: String?) throws(RobotURLError) {
        guard path == "/cgi-bin/webhook/send", RobotURL.has("key", in: query) else {
            throw RobotURLError("does not end in /cgi-bin/webhook/send?key=KEY")
        }
    }
}

/// Slack: three parts of the path (Slack, "incoming webhooks").
enum SlackURL {
    static let path = "/services/"

    static func check(_ path: String, _ query: String?) throws(RobotURLError) {
        let parts = path.dropFirst(Self.path.utf8.count).split(separator: "/", omittingEmptySubsequences: false)
        let isWhole = parts.count == 3 && parts.allSatisfy(RobotURL.isToken)
        guard path.hasPrefix(Self.path), isWhole, query == nil else {
            throw RobotURLError("does not end in /services/T…/B…/…")
        }
    }
}

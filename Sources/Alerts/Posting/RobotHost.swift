/// Where a URL leads, and whether a receiver may go there.
struct RobotHost {
    /// In small letters, IPv6 addresses in brackets.
    let name: String
    private let port: Int?
    private let defaultPort: Int

    init(_ name: String, port: Int?, scheme: String) {
        self.name = name.utf8.contains(UInt8(ascii: ":")) && !name.hasPrefix("[") ? "[\(name)]" : name
        self.port = port
        defaultPort = scheme == "https" ? 443 : 80
    }

    /// As URLs have it.
    var authority: String { port.map { "\(name):\($0)" } ?? name }

    /// Whether this is the machine itself: 127.0.0.0/8 or `localhost` (RFC 6761 §6.3).
    var isLoopback: Bool {
        if name == "localhost" {
            return true
        }
        let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4 && numbers.first == "127" && numbers.allSatisfy(Self.isByte)
    }

    /// Whether it is a number as addresses are written: others, such as `+1` and `099`, are names to resolvers.
    private static func isByte(_ text: Substring) -> Bool {
        UInt8(text).map { String($0) == text } ?? false
    }

    /// - Throws: `RobotURLError` where nothing may be sent to this host, or not without encryption.
    func check(_ scheme: String, _ receiver: Receiver) throws(RobotURLError) {
        // Foundation gives up on such URLs before it connects (swift-corelibs-foundation#5496).
        guard !name.hasPrefix("[") else {
            throw RobotURLError("names the IPv6 address \(name), to which nothing can be posted: write the host's name")
        }
        guard scheme == "https" || isLoopback else {
            throw RobotURLError("begins with http://: only hosts of this machine are talked to without encryption")
        }
        let hosts = receiver.kind.hosts
        if hosts.contains(name), (port ?? defaultPort) == defaultPort {
            return
        }
        if let allowed = receiver.allowHost, matches(allowed) {
            return
        }
        if hosts.isEmpty, isLoopback {
            return
        }
        let service = "is not \(receiver.kind.service)'s (\(hosts.joined(separator: " or "))); if it is right, "
        let words = hosts.isEmpty ? "`allowHost` must name" : "\(service)`allowHost` must name it"
        throw RobotURLError("names the host \(authority), which \(words)")
    }

    /// Whether this is the host that was allowed, with the port if one was named.
    private func matches(_ allowed: String) -> Bool {
        let allowed = allowed.lowercased()
        return [name, "\(name):\(port ?? defaultPort)"].contains(allowed)
    }
}

extension Receiver.Kind {
    /// The hosts of the service; none where everybody runs their own.
    var hosts: [String] {
        switch self {
        case .feishu: ["open.feishu.cn", "open.larksuite.com"]
        case .dingtalk: ["oapi.dingtalk.com"]
        case .wecom: ["qyapi.weixin.qq.com"]
        case .slack: ["hooks.slack.com"]
        case .webhook, .alertmanager: []
        }
    }

    /// The service's name as people write it.
    var service: String {
        switch self {
        case .feishu: "Feishu"
        case .dingtalk: "DingTalk"
        case .wecom: "WeCom"
        case .slack: "Slack"
        case .webhook: "the webhook"
        case .alertmanager: "Alertmanager"
        }
    }
}

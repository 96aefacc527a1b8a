import Foundation

/// The checked URL of a receiver, which is a credential with most services: its descriptions show where it leads, not what
/// lets in.
struct RobotURL: Sendable {
    let kind: Receiver.Kind
    /// `https` or, to this machine only, `http`.
    private let scheme: String
    /// Host and port as they are written, without the brackets of an IPv6 address being lost.
    private let authority: String
    /// The same without the port.
    private let hostName: String
    /// Percent-encoded, as it is posted to.
    let path: String
    /// Percent-encoded; nil for none.
    let query: String?

    /// - Parameters:
    ///   - text: what the receiver's source holds.
    ///   - receiver: whose kind says what the URL must look like, and who may allow one host more.
    /// - Throws: `RobotURLError` that says what is wrong, in words that are safe to show.
    init(_ text: Secret, for receiver: Receiver) throws(RobotURLError) {
        kind = receiver.kind
        guard let parts = URLComponents(string: text.exposed, encodingInvalidCharacters: false),
            text.exposed.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { throw RobotURLError("is no URL: it needs the form https://HOST/PATH, percent-encoded") }
        guard parts.percentEncodedUser == nil, parts.percentEncodedPassword == nil else {
            throw RobotURLError("names a user or a password, which are not used")
        }
        guard parts.percentEncodedFragment == nil else { throw RobotURLError("has a part behind #, which is not used") }
        guard let scheme = parts.scheme?.lowercased(), ["http", "https"].contains(scheme),
            let written = parts.percentEncodedHost?.lowercased(), !written.isEmpty, !written.contains("%")
        else { throw RobotURLError("does not begin with https:// and a host") }
        self.scheme = scheme
        let host = RobotHost(written, port: parts.port, scheme: scheme)
        authority = host.authority
        hostName = host.name
        try host.check(scheme, receiver)
        let path = parts.percentEncodedPath
        query = parts.percentEncodedQuery.flatMap { $0.isEmpty ? nil : $0 }
        try Self.check(path: path, query: query, kind)
        self.path = kind == .alertmanager ? Self.alertsPath(path) : path
    }

    /// The variable of the environment that names a proxy which would be told all of this without encryption; nil for none.
    func plainProxy(_ environment: [String: String]) -> String? {
        scheme == "http" ? PlainProxy.variable(for: hostName, environment) : nil
    }

    /// The URL to post to.
    ///
    /// - Parameter query: instead of the URL's own, percent-encoded.
    /// - Returns: nil where Foundation takes it for none.
    func url(query: String? = nil) -> URL? {
        URL(string: text(query: query ?? self.query))
    }

    private func text(query: String?) -> String {
        "\(scheme)://\(authority)\(path)\(query.map { "?\($0)" } ?? "")"
    }

    /// Alertmanager is named by where it is, as its own tools name it.
    private static func alertsPath(_ path: String) -> String {
        let end = "/api/v2/alerts"
        var base = Substring(path)
        while base.last == "/" {
            base.removeLast()
        }
        return base.hasSuffix(end) ? String(base) : base + end
    }
}

// MARK: - What may be shown

extension RobotURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `https://open.feishu.cn/open-apis/bot/v2/hook/***`
    var description: String {
        "\(scheme)://\(authority)\(shownPath)\(query == nil ? "" : "?***")"
    }

    var debugDescription: String { description }

    var customMirror: Mirror { Mirror(self, children: []) }

    private var shownPath: String {
        switch kind {
        case .feishu: FeishuURL.path + "***"
        case .dingtalk, .wecom: path
        case .slack: SlackURL.path + "***"
        case .webhook: ["", "/"].contains(path) ? path : "/***"
        case .alertmanager: path == "/api/v2/alerts" ? path : "/***/api/v2/alerts"
        }
    }
}

// MARK: - What must not be shown

extension RobotURL {
    /// What the service lets in by; where everybody has their own, what looks like it.
    var credentials: [String] {
        let values = (query ?? "").split(separator: "&").compactMap { parameter in
            parameter.firstIndex(of: "=").map { String(parameter[parameter.index(after: $0)...]) }
        }
        return switch kind {
        case .feishu: [String(path.dropFirst(FeishuURL.path.utf8.count))]
        case .dingtalk, .wecom: values
        case .slack: path.dropFirst(SlackURL.path.utf8.count).split(separator: "/").map(String.init)
        case .webhook, .alertmanager: values + segments.filter { $0.utf8.contains { (0x30...0x39).contains($0) } }
        }
    }

    /// What else is not shown: the whole, and long parts of the path, which may be tokens where nobody says what they are.
    var secrets: [String] {
        let whole = query != nil || !["", "/"].contains(path) ? [text(query: query)] : []
        return whole + ([.webhook, .alertmanager].contains(kind) ? segments : [])
    }

    private var segments: [String] {
        path.split(separator: "/").map(String.init).filter { $0.utf8.count >= 8 }
    }
}

/// What is wrong with a URL, never with any of it in the words but its host.
struct RobotURLError: Error, Hashable, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// What a service's answer says.
struct Answer: Hashable, Sendable {
    var outcome: Outcome
    /// The service's own code: `19024`, `invalid_payload`.
    var code: String?
    /// The service's own words.
    var vendorText: String

    /// An answer with a code, whose reason is the code with the words.
    init(code: String, _ text: String, _ outcome: (String) -> Outcome) {
        self.code = code
        vendorText = text
        self.outcome = outcome(text.isEmpty ? code : "\(code) \(text)")
    }

    /// An answer of which only the status tells.
    init(_ answer: HTTPAnswer, _ text: String? = nil, _ outcome: (String) -> Outcome) {
        code = nil
        vendorText = text ?? answer.summary
        self.outcome = outcome(vendorText.isEmpty ? "HTTP \(answer.status)" : "HTTP \(answer.status): \(vendorText)")
    }

    init(delivered text: String, code: String? = nil) {
        outcome = .delivered
        self.code = code
        vendorText = text
    }
}

extension Answer {
    /// Reads an answer as the service means it.
    static func read(_ answer: HTTPAnswer, from kind: Receiver.Kind) -> Answer {
        if let host = answer.redirect {
            var read = Answer(answer) { _ in
                .configuration(reason: "answers with a redirect to \(host); redirects are not followed")
            }
            read.vendorText = ""
            return read
        }
        return switch kind {
        case .feishu: FeishuAnswer.read(answer)
        case .dingtalk: DingTalkAnswer.read(answer)
        case .wecom: WeComAnswer.read(answer)
        case .slack: SlackAnswer.read(answer)
        case .webhook: WebhookAnswer.read(answer)
        case .alertmanager: AlertmanagerAnswer.read(answer)
        }
    }

    /// What an answer says that the service's own code does not explain: by its status, and never a success.
    static func unknown(_ answer: HTTPAnswer, limited pause: Duration) -> Answer {
        switch answer.status {
        case 429: Answer(answer) { .rateLimited(pause: answer.pause ?? pause, reason: $0) }
        case 503:
            Answer(answer) { reason in
                answer.pause.map { .rateLimited(pause: $0, reason: reason) } ?? .retryable(reason: reason)
            }
        case 413: Answer(answer) { .payload(reason: $0) }
        default: Answer(answer) { .retryable(reason: $0) }
        }
    }
}

extension HTTPAnswer {
    /// What of the body is worth showing: all of a text, the title of a page.
    fileprivate var summary: String {
        // Nobody was asked for that, and nobody unfolds it.
        if let encoding = headers["content-encoding"], encoding.lowercased() != "identity" {
            return "a compressed answer"
        }
        guard isHTML else { return text.isEmpty ? "an empty answer" : text }
        let head = body.prefix(4096)
        let lowercased = Array(head).asciiLowercased
        guard let open = lowercased.positions(of: Array("<title>".utf8)).first,
            let close = lowercased.positions(of: Array("</title".utf8)).first, close > open + 7
        else { return "an HTML page" }
        return "an HTML page, \"\(String(decoding: head[(open + 7)..<close], as: UTF8.self))\""
    }
}

import Alerts
import TestSupport

/// Something that goes wrong between a message and its answer, the same for all services.
struct Trouble: Sendable, CustomStringConvertible {
    enum End: Sendable {
        /// The message arrives once the trouble is over.
        case delivered
        /// It is given up and counted, for the service says that it takes no such message.
        case givenUp
    }

    private(set) var description: String
    /// What the fakes do with calls of a kind.
    private(set) var fault: @Sendable (Receiver.Kind) -> [String: any Sendable]
    /// Whether the service takes the message all the same.
    var isTaken = false
    var end = End.delivered
    /// How long an answer is waited for.
    var timeout = Duration.seconds(10)

    static var all: [Trouble] { broken.flatMap { [$0, $0.taken] } + refusing }

    /// The same where the service takes the message and only its answer is lost.
    private var taken: Trouble {
        var taken = self
        taken.isTaken = true
        taken.description += ", taken"
        taken.fault = { [fault] in fault($0).merging(["accept": true]) { $1 } }
        return taken
    }

    /// Answers that are none.
    private static let broken = [
        Trouble("hang", timeout: .milliseconds(500)) { _ in ["kind": "hang"] },
        Trouble("close") { _ in ["kind": "close"] },
        // A service that says nothing in words cannot say them slowly: it gets some.
        Trouble("slow", timeout: .milliseconds(500)) { worded($0, ["kind": "slow", "interval": 5]) },
        Trouble("half") { worded($0, ["kind": "half"]) },
        Trouble("endless") { speaking($0, ["kind": "endless"]) },
        Trouble("html") { speaking($0, ["kind": "html"]) },
        Trouble("empty") { kind in
            // Alertmanager's success is an empty answer.
            kind == .alertmanager ? ["kind": "empty", "status": 502] : speaking(kind, ["kind": "empty"])
        },
        Trouble("redirect") { _ in ["kind": "redirect"] },
        Trouble("500") { _ in ["kind": "status", "status": 500, "body": "Internal Server Error"] },
    ]

    /// Answers that say no, as the services say it.
    private static let refusing = [
        Trouble("too many") { kind in
            switch kind {
            case .feishu: status(400, #"{"code":9499,"msg":"too many request","data":{}}"#)
            case .dingtalk: status(200, #"{"status":1111,"wait":5,"source":"x5","punish":"deny","uuid":"x"}"#)
            case .wecom: status(200, #"{"errcode":45009,"errmsg":"api freq out of limit"}"#)
            case .slack: status(429, #"{"retry_after":1,"ok":false,"error":"rate_limited"}"#)
            case .webhook, .alertmanager: status(429, "")
            }
        },
        Trouble("not allowed") { kind in
            switch kind {
            case .feishu: status(200, #"{"StatusCode":0,"StatusMessage":"","code":19007,"msg":"Bot Not Enabled"}"#)
            case .dingtalk: status(200, #"{"errcode":310000,"errmsg":"ip 203.0.113.7 not in whitelist"}"#)
            case .wecom: status(200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#)
            case .slack: status(403, "invalid_token")
            case .webhook, .alertmanager: status(403, "forbidden")
            }
        },
        Trouble("malformed", end: .givenUp) { kind in
            switch kind {
            case .feishu: status(400, #"{"code":9499,"msg":"Bad Request","data":{}}"#)
            case .dingtalk: status(200, #"{"errcode":460101,"errmsg":"description: body 大小不合法"}"#)
            case .wecom: status(200, #"{"errcode":40058,"errmsg":"markdown.content exceed max length 4096"}"#)
            case .slack: status(400, "invalid_payload")
            case .webhook, .alertmanager: status(400, #""bad""#)
            }
        },
    ]

    private init(
        _ description: String,
        end: End = .delivered,
        timeout: Duration = .seconds(10),
        fault: @escaping @Sendable (Receiver.Kind) -> [String: any Sendable]
    ) {
        (self.description, self.fault, self.end, self.timeout) = (description, fault, end, timeout)
    }

    private static func status(_ status: Int, _ body: String) -> [String: any Sendable] {
        ["kind": "status", "status": status, "body": body]
    }

    /// A fault of an answer with words in it.
    private static func worded(_ kind: Receiver.Kind, _ fault: [String: any Sendable]) -> [String: any Sendable] {
        guard [.webhook, .alertmanager].contains(kind) else { return fault }
        return fault.merging(["status": 200, "body": "all is well"]) { $1 }
    }

    /// A fault of an answer that says something: a webhook takes a message by the status alone, and says no by it.
    private static func speaking(_ kind: Receiver.Kind, _ fault: [String: any Sendable]) -> [String: any Sendable] {
        kind == .webhook ? fault.merging(["status": 502]) { $1 } : fault
    }
}

import Testing

@testable import Alerts

@Suite struct DiagnosisTests {
    struct Case: CustomTestStringConvertible {
        let kind: Receiver.Kind
        let status: Int
        let body: String
        let fix: String
        var keyword: String?
        var headers: [String: String] = [:]
        var hasSecret = true

        var testDescription: String { "\(kind) \(status) \(body)" }
    }

    private static func feishu(_ code: Int, _ fix: String, keyword: String? = nil) -> Case {
        Case(kind: .feishu, status: 200, body: #"{"code":\#(code),"msg":"words"}"#, fix: fix, keyword: keyword)
    }

    private static func dingTalk(_ code: Int, _ words: String, _ fix: String, keyword: String? = nil) -> Case {
        let body = #"{"errcode":\#(code),"errmsg":"\#(words)"}"#
        return Case(kind: .dingtalk, status: 200, body: body, fix: fix, keyword: keyword)
    }

    private static func slack(_ status: Int, _ word: String, _ fix: String) -> Case {
        Case(kind: .slack, status: status, body: word, fix: fix)
    }

    private static let plainer = "nothing that a setting could mend: the message is sent in a plainer form"
    private static let secret =
        "put the robot's own secret into file /s, or set this machine's clock right: Feishu refuses signatures that are an "
        + "hour off its own clock"

    static let feishuCases = [
        feishu(
            19_024,
            "add the keyword \"GPU\" to the robot, or set `keyword:` of the receiver to one that the robot has",
            keyword: "GPU"
        ),
        feishu(
            19_024,
            "set `keyword:` of the receiver to one of the robot's keywords: it takes no message without one"
        ),
        feishu(19_021, secret),
        Case(
            kind: .feishu,
            status: 200,
            body: #"{"code":19021}"#,
            fix: "set this machine's clock right: it is 7200 s ahead of Feishu's, which tolerates 3600 s",
            headers: ["date": "Tue, 14 Nov 2023 20:13:20 GMT"]
        ),
        Case(
            kind: .feishu,
            status: 200,
            body: #"{"code":19021}"#,
            fix:
                "put the robot's own secret into file /s: this machine's clock is only 60 s off Feishu's, so the time is "
                + "not the reason",
            headers: ["date": "Tue, 14 Nov 2023 22:14:20 GMT"]
        ),
        Case(
            kind: .feishu,
            status: 200,
            body: #"{"code":19021}"#,
            fix: "set `secret:` of the receiver: the robot takes signed messages only",
            hasSecret: false
        ),
        feishu(
            19_001,
            "copy the bot's webhook address into file /u: the bot is gone, or the address is not whole, or it is of the "
                + "other of Feishu and Lark"
        ),
        feishu(19_007, "enable the bot in the settings of its group"),
        feishu(19_022, "add the address under which this cluster leaves to the robot's allowed addresses"),
        feishu(19_036, "nothing: the message was too large as a card, and is sent in a plainer form"),
        feishu(
            11_232,
            "nothing: too many messages came, and the server waits for 5 s; Feishu is at its limit at full and half hours, "
                + "whoever sends"
        ),
        feishu(
            9499,
            "nothing that a setting could mend: the message was malformed or larger than 20 KB, and is sent in a plainer "
                + "form"
        ),
        Case(
            kind: .feishu,
            status: 400,
            body: #"{"code":9499,"msg":"too many request"}"#,
            fix: "nothing: too many messages came, and the server waits for 5 s"
        ),
        feishu(
            12_345,
            "try again later: the answer does not say that the message was taken, so the server sends it again; if it stays so, "
                + "see whether a proxy or a gateway answers instead of Feishu"
        ),
    ]

    static let dingTalkCases = [
        dingTalk(
            310_000,
            "keywords not in content",
            "add the keyword \"GPU\" to the robot, or set `keyword:` of the receiver to one that the robot has",
            keyword: "GPU"
        ),
        dingTalk(
            310_000,
            "ip 1.2.3.4 not in whitelist",
            "add 1.2.3.4, the address under which this cluster leaves, to the robot's allowed addresses"
        ),
        dingTalk(
            310_000,
            "ip 2001:db8::7 not in whitelist",
            "add 2001:db8::7, the address under which this cluster leaves, to the robot's allowed addresses"
        ),
        dingTalk(
            310_000,
            "not in whitelist",
            "add the address under which this cluster leaves to the robot's allowed addresses"
        ),
        dingTalk(310_000, "sign not match", secret.replacing("Feishu", with: "DingTalk")),
        dingTalk(310_000, "invalid timestamp", secret.replacing("Feishu", with: "DingTalk")),
        dingTalk(310_000, "x", "check the robot's security settings: keywords, signature and allowed addresses"),
        dingTalk(
            300_001,
            "token is not exist",
            "copy the robot's webhook address into file /u: there is no robot with this access_token"
        ),
        dingTalk(
            300_005,
            "token is not exist",
            "copy the robot's webhook address into file /u: there is no robot with this access_token"
        ),
        dingTalk(400_102, "x", "enable the robot in the settings of its group"),
        dingTalk(
            400_106,
            "x",
            "add a robot to the group and copy its webhook address into file /u: this one is gone"
        ),
        dingTalk(
            400_013,
            "x",
            "add a robot to another group and copy its webhook address into file /u: this group is gone"
        ),
        dingTalk(
            130_101,
            "send too fast",
            "nothing: more than 20 messages came in a minute, from whoever uses the robot, and it is shut out for 10 minutes"
        ),
        dingTalk(460_101, "x", "nothing: the message was larger than 20000 bytes, and is sent in a plainer form"),
        dingTalk(
            430_102,
            "x",
            "nothing: DingTalk objects to a link or a word in the message, which is sent in a plainer form"
        ),
        dingTalk(
            400_105,
            "x",
            "nothing that a setting could mend: the message is sent in a plainer form; if that is refused too, it is a "
                + "fault of this program"
        ),
        dingTalk(
            90_030,
            "webhook over limit",
            "buy more calls or wait for the next month: the organisation's monthly quota of calls is used up"
        ),
        Case(
            kind: .dingtalk,
            status: 200,
            body: #"{"status":1111,"punish":"deny"}"#,
            fix: "nothing for 5 minutes: DingTalk shuts out the address under which this cluster leaves, for whoever "
                + "calls too often from there"
        ),
        Case(
            kind: .dingtalk,
            status: 403,
            body: "<html><title>Blocked by policy</title></html>",
            fix: "wait 5 minutes: DingTalk answers so where too many calls come from one address; if it stays so, see "
                + "whether a proxy or a gateway answers instead of DingTalk"
        ),
        dingTalk(
            410_100,
            "限流",
            "nothing: more than 20 messages came in a minute, from whoever uses the robot, and it is shut out for 10 minutes"
        ),
        dingTalk(90_018, "x", "nothing: too many messages came, and the server waits for 1 s"),
    ]

    static let otherCases = [
        Case(
            kind: .wecom,
            status: 200,
            body: #"{"errcode":93000}"#,
            fix: "copy the robot's webhook address into file /u: there is no robot with this key"
        ),
        Case(
            kind: .wecom,
            status: 200,
            body: #"{"errcode":45009}"#,
            fix:
                "nothing: more than 20 messages came in a minute, from whoever uses the robot, and the server waits for 60 s"
        ),
        Case(
            kind: .wecom,
            status: 200,
            body: #"{"errcode":40058}"#,
            fix: "nothing: the message was longer than 4096 bytes, and is sent in a plainer form"
        ),
        slack(400, "invalid_payload", plainer),
        slack(
            404,
            "no_service",
            "add an incoming webhook anew and copy its URL into file /u: this one is removed or disabled"
        ),
        slack(404, "channel_not_found", "add an incoming webhook for another channel: this one's is gone"),
        slack(410, "channel_is_archived", "unarchive the channel, or add an incoming webhook for another"),
        slack(403, "action_prohibited", "have an administrator of the workspace allow this webhook to post"),
        slack(429, "x", "nothing: too many messages came, and the server waits for 30 s"),
        Case(
            kind: .webhook,
            status: 404,
            body: "",
            fix: "check the URL in file /u: there is nothing at its path"
        ),
        Case(kind: .webhook, status: 403, body: "", fix: "check the URL in file /u: it is not let in"),
        Case(
            kind: .alertmanager,
            status: 405,
            body: "",
            fix: "check the URL in file /u: whoever is there takes no such messages"
        ),
        Case(
            kind: .webhook,
            status: 302,
            body: "",
            fix: "put the URL that it leads to into file /u, if that is the webhook",
            headers: ["location": "https://login.example/"]
        ),
    ]

    @Test(arguments: feishuCases + dingTalkCases + otherCases)
    func namesWhatMends(example: Case) {
        var receiver = Receiver(name: "ml", kind: example.kind, url: .file("/u"))
        receiver.keyword = example.keyword
        receiver.secret = example.hasSecret ? .file("/s") : nil
        var answer = AnswerFixture(example.status, example.body, .delivered, headers: example.headers).answer
        answer.headers = example.headers
        let lines = Diagnosis(delivery(.success(answer), example.kind), receiver).lines
        #expect(lines.last == "  to do: \(example.fix)")
    }

    @Test(arguments: [
        (
            TransportFailure.timedOut, "none, no answer in time",
            "see whether this cluster may reach the host at all: a firewall that drops packets looks like this; behind a "
                + "proxy, set HTTPS_PROXY"
        ),
        (
            .hostUnknown("Could not resolve host: x"), "none, the host is not known: Could not resolve host: x",
            "check the host's name, and the DNS of this cluster; behind a proxy, set HTTPS_PROXY"
        ),
        (
            .refused(""), "none, no connection",
            "check host and port, and whether a firewall refuses connections; behind a proxy, set HTTPS_PROXY"
        ),
        (
            .certificate("x"), "none, the server's TLS certificate is not trusted: x",
            "if a proxy or a company's own CA signs here, name the CA's PEM file by `ca:`; if the name does not "
                + "match, check the URL's host"
        ),
        (.handshake("x"), "none, TLS failed: x", "check whether the port speaks TLS, and which versions of it"),
        (
            .proxy("x"), "none, the proxy let no connection through: x",
            "have the proxy allow CONNECT to this host, or take the host out of it by NO_PROXY"
        ),
        (.proxyUnknown, "none, the proxy's host is not known", "check the host in HTTPS_PROXY"),
        (
            .proxyUnusable, "none, the proxy's URL cannot be used",
            "write HTTPS_PROXY as http://HOST:PORT, with what is no letter or digit in a password percent-encoded"
        ),
        (
            .closed, "none, the connection ended before the answer did",
            "try again; if it stays so, see whether a firewall or a proxy on the way cuts connections"
        ),
        (
            .notHTTP("x"), "none, what answers does not speak HTTP: x",
            "check host and port: something else listens there"
        ),
        (
            .other("x"), "none, no answer: x",
            "try again; if it stays so, see whether the host can be reached from this machine"
        ),
    ])
    func namesWhatMendsTheWay(failure: TransportFailure, answer: String, fix: String) {
        let receiver = Receiver(name: "ml", kind: .feishu, url: .file("/u"))
        #expect(
            Diagnosis(delivery(.failure(failure), .feishu), receiver).lines == [
                "ml: not delivered to https://open.feishu.cn/open-apis/bot/v2/hook/***", "  answer: \(answer)",
                "  to do: \(fix)",
            ]
        )
    }

    @Test func tellsWhatHappenedAndWhatWasSaid() {
        let receiver = Receiver(name: "ml", kind: .feishu, url: .file("/u"))
        let target = "https://open.feishu.cn/open-apis/bot/v2/hook/***"
        let refused = AnswerFixture(200, #"{"code":19007,"msg":"Bot Not Enabled"}"#, .delivered).answer
        #expect(
            Diagnosis(delivery(.success(refused), .feishu), receiver).lines == [
                "ml: not delivered to \(target)", "  answer: HTTP 200, code 19007, \"Bot Not Enabled\"",
                "  to do: enable the bot in the settings of its group",
            ]
        )
        let taken = AnswerFixture(200, #"{"code":0,"msg":"success"}"#, .delivered).answer
        #expect(
            Diagnosis(delivery(.success(taken), .feishu), receiver).lines == [
                "ml: delivered to \(target)", "  answer: HTTP 200, code 0, \"success\"",
            ]
        )
        #expect(
            Diagnosis(Delivery(.configuration(reason: "receiver ml: its URL: file /u is empty")), receiver).lines
                == ["ml: not sent", "  problem: receiver ml: its URL: file /u is empty"]
        )
    }

    private func delivery(_ result: Result<HTTPAnswer, TransportFailure>, _ kind: Receiver.Kind) -> Delivery {
        var receiver = Receiver(name: "ml", kind: kind, url: .file("/u"))
        receiver.allowHost = "localhost"
        let texts: [Receiver.Kind: String] = [
            .feishu: "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN",
            .dingtalk: "https://oapi.dingtalk.com/robot/send?access_token=T0KEN",
            .wecom: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=T0KEN",
            .slack: "https://hooks.slack.com/services/T/B/T0KEN",
        ]
        let text = texts[kind] ?? "http://localhost/T0KEN"
        guard let url = try? RobotURL(Secret(text), for: receiver) else {
            return Delivery(.configuration(reason: "no URL"))
        }
        return Delivery(result, from: url, Redactor(url.credentials, others: url.secrets))
    }
}

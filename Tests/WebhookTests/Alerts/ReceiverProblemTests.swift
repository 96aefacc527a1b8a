import Alerts
import Testing

/// What an operator reads of receivers that cannot be used.
@Suite struct ReceiverProblemTests {
    @Test(arguments: [
        (
            "name: Ops, type: slack, url: {env: A}",
            [
                """
                1: receivers[0].name: "Ops" is no name of a receiver: write lower-case letters, digits and hyphens, 63 at most
                """,
                #"3: defaultReceiver: no receiver is called "ops"; did you mean Ops?"#,
            ]
        ),
        (
            "name: ops",
            ["1: receivers[0]: a receiver needs name, type and url; here is no type and no url"]
        ),
        (
            "\(AlertText.receiver), language: cn",
            [#"1: receivers[0].language: "cn" is no language; write one of zh, en"#]
        ),
        (
            "\(AlertText.receiver), format: text",
            [#"1: receivers[0].format: "text" is no format; write one of card, plain"#]
        ),
        (
            "\(AlertText.receiver), colour: red",
            [
                """
                1: receivers[0].colour: unknown key; known are allowHost, format, keyword, language, mentions, name, secret, \
                type, url
                """
            ]
        ),
        (
            "name: ops, type: slack, url: {env: A}, secret: {env: B}",
            ["1: receivers[0].secret: only feishu and dingtalk sign; leave it out"]
        ),
        (
            "name: ops, type: webhook, url: {env: A}, format: plain",
            ["1: receivers[0].format: webhook has one form only; leave it out"]
        ),
        (
            "name: ops, type: feishu, url: {env: A}, mentions: {slack: [U012AB3CD]}",
            ["1: receivers[0].mentions: a receiver of type feishu mentions people of feishu only"]
        ),
        (
            "name: ops, type: alertmanager, url: {env: A}, mentions: {slack: [U012AB3CD]}",
            ["1: receivers[0].mentions: a receiver of type alertmanager mentions nobody"]
        ),
    ])
    func aReceiverHasWhatItsServiceKnows(receiver: String, problems: [String]) {
        #expect(AlertText.problems(receiver: receiver) == problems)
    }

    @Test(arguments: [
        "https://chat.example", "chat.example/hook", "Chat.example", "chat.example:0", "chat.example:99999", "a b",
        "chat.example:+8443", ":443",
        "[::1", "user@chat.example",
    ])
    func anAllowedHostIsAHost(host: String) {
        #expect(
            AlertText.problems(receiver: "\(AlertText.receiver), allowHost: '\(host)'") == [
                """
                1: receivers[0].allowHost: is no host; write it without https:// and path, such as \
                feishu.internal.example:8443
                """
            ]
        )
    }

    @Test(arguments: ["chat.example", "chat.example:8443", "localhost", "127.0.0.1:80", "[::1]", "[fd00::1]:8443"])
    func ahostMayHaveAPort(host: String) {
        #expect(AlertText.problems(receiver: "\(AlertText.receiver), allowHost: '\(host)'") == nil)
    }

    @Test func namesAreThereOnce() {
        let yaml = "cluster: prod\ndefaultReceiver: a\nreceivers:\n- {name: a, type: slack, url: {env: A}}\n"
        #expect(
            AlertText.problems(yaml + "- {name: a, type: slack, url: {env: B}}") == [
                #"5: receivers[1].name: "a" is the name of receivers[0], too"#
            ]
        )
    }

    @Test func thereAreNotTooMany() {
        let receivers = (0..<65).map { "{name: r\($0), type: slack, url: {env: A}}" }.joined(separator: ", ")
        #expect(
            AlertText.problems("receivers: [\(receivers)]\ncluster: a\nroutes: []") == [
                "1: receivers: 65 elements; a list has 64 at most"
            ]
        )
    }

    @Test func oneThatHearsOfNothingIsAMistake() {
        #expect(
            AlertText.problems(withFour: "routes: [{receivers: [a, c], namespaces: [x]}, {receivers: []}]") == [
                "5: receivers[1]: hears of nothing: neither a route nor defaultReceiver names b",
                "7: receivers[3]: hears of nothing: neither a route nor defaultReceiver names d",
            ]
        )
    }

    /// What only those who send know stands at the URL.
    @Test func whatIsWrongBeyondTheFileStandsAtTheURL() {
        let yaml = """
            receivers:
            - name: ops
              type: dingtalk
              keyword: MIG
              url: {env: OPS_URL}
            - {name: b, type: dingding, url: {env: OPS_URL}}
            cluster: prod
            routes: [{receivers: [ops, b]}]
            """
        var asked: [String] = []
        let problems = AlertText.problems(yaml) { receiver in
            asked.append("\(receiver.name) \(receiver.keyword ?? "")")
            return "names another host"
        }
        // One that could not be read is not asked for.
        #expect(asked == ["ops MIG"])
        #expect(problems?.first == "5: receivers[0].url: names another host")
        #expect(problems?.count == 2)
    }

    @Test func whatIsWrongWithASecretStandsAtTheSecret() {
        let yaml = """
            receivers:
            - name: ops
              type: dingtalk
              url: {env: OPS_URL}
              secret: {env: OPS_SECRET}
            cluster: prod
            defaultReceiver: ops
            """
        let problems = AlertText.problems(yaml) { $0.problem(["OPS_URL": Self.dingTalk]) }
        let problem = "receiver ops: its secret: environment variable OPS_SECRET is not set"
        #expect(problems == ["5: receivers[0].secret: \(problem)"])
    }

    private static let dingTalk = "https://oapi.dingtalk.com/robot/send?access_token=t"
}

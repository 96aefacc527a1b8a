import Alerts
import Testing
import Webhook

/// People are named as their services know them.
@Suite struct MentionsProblemTests {
    private func problems(_ mentions: String) -> [String]? {
        AlertText.problems(
            "onCall: [{namespaces: [a], mentions: {\(mentions)}}]\nreceivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)"
        )
    }

    @Test(arguments: [
        ("feishu: [7d8a6e6d]", #"feishu[0]: "7d8a6e6d" is no open_id: write one such as ou_7d8a6e6d"#),
        ("feishu: [ou_]", #"feishu[0]: "ou_" is no open_id: write one such as ou_7d8a6e6d"#),
        ("feishu: ['ou_<at id=all>']", #"feishu[0]: "ou_<at id=all>" is no open_id: write one such as ou_7d8a6e6d"#),
        ("feishu: ou_1", #"feishu: here stands the value "ou_1", not a list; write [ou_1]"#),
        (
            "dingtalk: ['138']",
            "dingtalk: here stands a list, not a mapping of keys to values"
        ),
        ("dingtalk: {mobile: []}", "dingtalk.mobile: unknown key; did you mean mobiles?"),
        (
            "dingtalk: {mobiles: [zhang]}",
            #"dingtalk.mobiles[0]: "zhang" is no telephone number: write digits, with a + in front or without"#
        ),
        (
            "dingtalk: {mobiles: [+]}",
            #"dingtalk.mobiles[0]: "+" is no telephone number: write digits, with a + in front or without"#
        ),
        ("dingtalk: {userIds: [a b]}", #"dingtalk.userIds[0]: "a b" is no userId of DingTalk"#),
        ("wecom: ['@all']", #"wecom[0]: "@all" is no user id of WeCom"#),
        ("wecom: [all]", #"wecom[0]: "all" is no user id of WeCom"#),
        ("wecom: [All]", #"wecom[0]: "All" is no user id of WeCom"#),
        ("dingtalk: {userIds: [everyone]}", #"dingtalk.userIds[0]: "everyone" is no userId of DingTalk"#),
        (
            "wecom: ['\(String(repeating: "ab-", count: 22))']",
            "wecom[0]: \"\(String(repeating: "ab-", count: 22))\" is no user id of WeCom"
        ),
        (
            "slack: ['@ann']",
            #"slack[0]: "@ann" is no member id: write one such as U012AB3CD, or S012AB3CD for a group of users"#
        ),
        (
            "slack: [C012AB3CD]",
            #"slack[0]: "C012AB3CD" is no member id: write one such as U012AB3CD, or S012AB3CD for a group of users"#
        ),
        ("lark: []", "lark: unknown key; did you mean slack?"),
        (
            "wecom: [\((0..<21).map { "u\($0)" }.joined(separator: ", "))]",
            "wecom: 21 elements; a list has 20 at most"
        ),
    ])
    func whoCannotBeMentionedIsAMistake(mentions: String, problem: String) {
        #expect(problems(mentions) == ["1: onCall[0].mentions.\(problem)"])
    }

    /// YAML takes them for numbers.
    @Test func numbersNeedNoQuotationMarks() throws {
        let yaml = """
            cluster: prod
            defaultReceiver: ops
            receivers:
            - name: ops
              type: dingtalk
              url: {env: OPS_URL}
              mentions: {dingtalk: {mobiles: [13800000000, +85250000000, 0755, 13800000000], userIds: [007, a.b@c-d_e+f]}}
            """
        let mentions = try AlertText.configuration(yaml).settings.receivers[0].mentions
        #expect(mentions.dingtalkMobiles == ["13800000000", "+85250000000", "0755"])
        #expect(mentions.dingtalkUsers == ["007", "a.b@c-d_e+f"])
    }
}

import Testing

/// What an operator reads of the keys at the top of an alerts file that cannot be used.
@Suite struct AlertProblemTests {
    @Test(arguments: [
        ("timeZone: CST", #"1: timeZone: "CST" is no time zone; write UTC or a name such as Asia/Shanghai"#),
        ("timeZone: Asia/Shangai", #"1: timeZone: "Asia/Shangai" is no time zone; did you mean Asia/Shanghai?"#),
        ("replicas: 0", #"1: replicas: "0" is no whole number from 1 to 64"#),
        ("replicas: 65", #"1: replicas: "65" is no whole number from 1 to 64"#),
        ("replicas: 1.5", #"1: replicas: "1.5" is no whole number from 1 to 64"#),
        ("replicas: [3]", "1: replicas: here stands a list, not a single value"),
        ("keyword:", "1: keyword: no value; leave the key out for its standard value"),
        ("keyword: \(String(repeating: "键", count: 64))", "1: keyword: 64 characters; write 63 at most"),
        (#"keyword: "a\nb""#, #"1: keyword: "a\u{a}b" has characters that do not print"#),
        (#"cluster: "prod\u202E""#, #"1: cluster: "prod\u{202e}" has characters that do not print"#),
        (
            "cluster: https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN",
            "1: cluster: is a URL, and stands in every message: write a name"
        ),
        (
            "keyword: https://open.feishu.cn/x",
            "1: keyword: looks like a URL or a secret, and stands in every message: write a word"
        ),
        (
            "keyword: SEC7b0c94f5d1e84a0f9f2c33f2a6c1d0e5b8a7",
            "1: keyword: looks like a URL or a secret, and stands in every message: write a word"
        ),
        ("ca: ca.pem", #"1: ca: "ca.pem" is no path from the root: write one such as /etc/mig-gate/ca.pem"#),
        ("wait: 5", #"1: wait: "5" is no duration: write one such as 5s, 10m or 1h30m"#),
        ("wait: 11s", #"1: wait: "11s" is out of bounds: write a duration from 0s to 10s"#),
        ("interval: 5s", #"1: interval: "5s" is out of bounds: write a duration from 10s to 1h"#),
        ("interval: 2h", #"1: interval: "2h" is out of bounds: write a duration from 10s to 1h"#),
        ("repeats: 5m", #"1: repeats: here stands the value "5m", not a list; write [5m]"#),
        ("repeats: []", "1: repeats: is empty; write one duration at least, such as [4h]"),
        ("repeats: [5m, 1d]", #"1: repeats[1]: "1d" is no duration: write one such as 5s, 10m or 1h30m"#),
        ("repeats: [30m, 5m]", "1: repeats[1]: is shorter than the 30m before: repetitions get rarer"),
        ("repeats: [5s]", #"1: repeats[0]: "5s" is out of bounds: write a duration from 1m to 168h"#),
        (
            "repeats: [\(Array(repeating: "1h", count: 17).joined(separator: ", "))]",
            "1: repeats: 17 elements; a list has 16 at most"
        ),
        ("timeToLive: 30s", #"1: timeToLive: "30s" is out of bounds: write a duration from 1m to 168h"#),
        (
            "teamLabel: a/b/c",
            #"1: teamLabel: "a/b/c" is no key of a label: write one such as team or example.com/team"#
        ),
        (
            "teamLabel: -team",
            #"1: teamLabel: "-team" is no key of a label: write one such as team or example.com/team"#
        ),
        ("teamLabel: A/b", #"1: teamLabel: "A/b" is no key of a label: write one such as team or example.com/team"#),
        ("receiver: []", "1: receiver: unknown key; did you mean receivers?"),
        (
            "colour: red",
            """
            1: colour: unknown key; known are ca, cluster, defaultReceiver, interval, keyword, onCall, receivers, repeats, \
            replicas, routes, teamLabel, timeToLive, timeZone, wait
            """
        ),
    ])
    func aValueAtTheTopIsReadStrictly(line: String, problem: String) {
        #expect(AlertText.problems(top: line) == [problem])
    }

    @Test(arguments: [
        "timeZone: UTC", "timeZone: America/Argentina/Buenos_Aires", "timeZone: Etc/GMT-8", "replicas: 64",
        "keyword: 显卡", "cluster: c82e6987e2961451182edacd74faf0123", "keyword: gpu-alert-2026",
        "ca: /ca.pem", "wait: 0s", "wait: 500ms", "interval: 10s", "repeats: [1h]", "repeats: [5m, 5m]",
        "timeToLive: 168h",
        "teamLabel: team", "teamLabel: app.kubernetes.io/part-of", "teamLabel: Team_1.x",
    ])
    func whatIsAllowedIsTaken(line: String) {
        #expect(AlertText.problems(top: line) == nil)
    }

    @Test(arguments: [
        ("", ["the file is empty; write cluster, receivers and defaultReceiver at least"]),
        ("[]", ["1: here stands a list, not a mapping of keys to values"]),
        (
            "{}",
            [
                "1: cluster: must be there: it stands in every message",
                "1: receivers: must be there: without receivers nobody hears of anything",
                "1: defaultReceiver: must be there where no routes are",
            ]
        ),
        (
            "cluster: a\nreceivers: []\ndefaultReceiver: ops",
            [
                "2: receivers: is empty; without receivers nobody hears of anything",
                #"3: defaultReceiver: no receiver is called "ops""#,
            ]
        ),
        (
            "apiVersion: v1\nkind: Secret",
            ["1: the manifest of a Secret is no alerts file; write the text of the alerts file"]
        ),
        (
            "cluster: a\nroutes: []\nreceivers: [1]\n---\nb: 1",
            [
                #"3: receivers[0]: here stands the value "1", not a mapping of keys to values"#,
                "5: a second document begins here; an alerts file is one document",
            ]
        ),
        (String(repeating: "#", count: 65_537), ["65537 bytes are no alerts file; the largest has 65536"]),
    ])
    func aFileIsOneDocumentWithAllThatIsNeeded(yaml: String, expected: [String]) {
        #expect(AlertText.problems(yaml) == expected)
    }

    @Test func allProblemsAreReportedAtOnceAndInTheOrderOfTheFile() {
        let yaml = """
            defaultReceiver: opps
            routes:
            - {namespaces: [A], receivers: [opps]}
            onCall:
            - {teams: [a], mentions: {wecom: [b]}}
            cluster: prod
            receivers:
            - {name: ops, type: dingding, url: {env: OPS_URL}}
            wait: 1m
            """
        #expect(
            AlertText.problems(yaml) == [
                #"1: defaultReceiver: no receiver is called "opps"; did you mean ops?"#,
                """
                3: routes[0].namespaces[0]: no namespace matches "A": write lower-case letters, digits and hyphens, with * \
                for any run of characters and ? for one
                """,
                #"3: routes[0].receivers[0]: no receiver is called "opps"; did you mean ops?"#,
                "5: onCall[0].teams: no team is known; say which label names it with teamLabel",
                """
                8: receivers[0].type: "dingding" is no type of receiver; write one of feishu, dingtalk, wecom, slack, webhook, \
                alertmanager
                """,
                #"9: wait: "1m" is out of bounds: write a duration from 0s to 10s"#,
            ]
        )
    }
}

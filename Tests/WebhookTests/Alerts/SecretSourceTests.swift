import Testing

/// Credentials do not stand in the file, and where they do nobody sees them.
@Suite struct SecretSourceTests {
    private static let inline = """
        is a credential, which does not stand in this file: put it into a file or a variable of the environment and write \
        {file: /etc/mig-gate/alerts/…} or {env: …}
        """
    private static let path = """
        is no path from the root: write that of a file which holds the credential and nothing else
        """
    private static let variable = "is no name of a variable in capital letters: write one such as FEISHU_URL"

    @Test(arguments: ["url", "secret"])
    func aSourceIsAFileOrAVariable(key: String) {
        let cases: [(String, String)] = [
            ("hush", ": \(Self.inline)"), ("'https://hush'", ": \(Self.inline)"), ("[hush]", ": \(Self.inline)"),
            ("", ": \(Self.inline)"), ("{}", ": needs file or env"),
            ("{fil: /hush}", ": has an unknown key; did you mean file?"),
            ("{hush1234: /hush}", ": has an unknown key; known are env, file"),
            ("{? [hush] : a}", ": has an unknown key; known are env, file"),
            ("{file: /hush, env: HUSH}", ": has both file and env: write one"),
            ("{file: hush}", ".file: \(Self.path)"), ("{file: 'https://hush'}", ".file: \(Self.path)"),
            ("{file: '/https://hush'}", ".file: \(Self.path)"),
            ("{file: /open-apis/bot/v2/hook/hush}", ".file: \(Self.path)"),
            ("{file: /services/T/B/hush}", ".file: \(Self.path)"),
            ("{file: '/robot/send?access_token=hush'}", ".file: \(Self.path)"),
            ("{file: //open.feishu.cn/hush}", ".file: \(Self.path)"),
            ("{file: [/hush]}", ".file: here stands no single value"),
            ("{file: }", ".file: here stands no single value"), ("{env: ~}", ".env: here stands no single value"),
            ("{env: hush}", ".env: \(Self.variable)"), ("{env: 1HUSH}", ".env: \(Self.variable)"),
            ("{env: HUSH-1}", ".env: \(Self.variable)"),
            ("{env: \(String(repeating: "A", count: 64))}", ".env: \(Self.variable)"),
        ]
        for (value, problem) in cases {
            let url = key == "url" ? "" : ", url: {env: OPS_URL}"
            let problems = AlertText.problems(receiver: "name: ops, type: dingtalk\(url), \(key): \(value)")
            #expect(problems == ["1: receivers[0].\(key)\(problem)"], "\(value)")
        }
    }

    private static let url = "https://open.feishu.cn/open-apis/bot/v2/hook/0c7f1d5e-53b8-4c62-9d2e-8f1a2b3c4d5e"
    private static let key = "SEC7b0c94f5d1e84a0f9f2c33f2a6c1d0e5b8a7"

    /// Wherever somebody puts a URL or a key by mistake.
    @Test(arguments: [
        "receivers: %", "receivers: [%]", "receivers: {%: 1}", "receivers: [{%: 1}]", "%: 1", "cluster: [%]", "wait: %",
        "ca: %", "replicas: %", "timeZone: %", "teamLabel: %", "defaultReceiver: %", "repeats: [%]", "onCall: %",
        "onCall: [{teams: [%]}]", "onCall: [{namespaces: [%]}]", "onCall: [{mentions: {feishu: [%]}}]",
        "onCall: [{mentions: {%: []}}]", "routes: [%]", "routes: [{receivers: [%]}]", "routes: [{receivers: %}]",
        "routes: [{findings: [%]}]", "routes: [{severities: [%]}]", "routes: [{continue: %}]",
        "routes: [{objectSelector: {matchExpressions: [{key: a, operator: %}]}}]",
        "routes: [{objectSelector: {matchLabels: {%: [1]}}}]", "receivers: [{name: %}]", "receivers: [{type: %}]",
        "receivers: [{language: %}]", "receivers: [{format: %}]", "receivers: [{allowHost: %}]",
        "receivers: [{mentions: %}]", "receivers: [{mentions: {wecom: %}}]",
        "receivers: [{mentions: {dingtalk: {%: 1}}}]",
        "receivers: [{keyword: [%]}]", "receivers: [{url: %}]", "receivers: [{url: {%: 1}}]",
        "receivers: [{url: {%: 1, %: 2}}]",
        "receivers: [{url: {file: %}}]", "receivers: [{url: {env: %}}]", "receivers: [{secret: %}]",
        "receivers: [{secret: [%]}]", "receivers: [{url: % #", "receivers: [{url: {file: /a, %}}]",
        "apiVersion: v1\nkind: %",
    ])
    func aCredentialIsNeverShown(yaml: String) {
        for credential in [Self.url, Self.key] {
            let text = yaml.replacing("%", with: "\"\(credential)\"")
            let problems = AlertText.problems(text)?.joined(separator: "\n")
            #expect(problems?.isEmpty == false)
            for secret in ["SEC7b0c", "53b8", "0c7f1d5e", "8f1a2b3c4d5e", "open-apis"] {
                #expect(problems?.contains(secret) == false, "\(problems ?? "")")
            }
        }
    }

    /// However short it is.
    @Test(arguments: [
        "{hush: 1}", "hush", "[hush]", "{file: hush}", "{env: hush}", "{file: {hush: 1}}",
        "{env: [hush]}", "{hush: {hush: hush}}",
    ])
    func nothingIsShownOfWhatStandsAtAURL(value: String) {
        for key in ["url", "secret"] {
            let problems = AlertText.problems(receiver: "name: ops, type: dingtalk, \(key): \(value)") ?? []
            #expect(!problems.isEmpty && problems.allSatisfy { !$0.contains("hush") }, "\(problems)")
        }
    }

    @Test func keysThatStandTwiceAreNamedWhereTheyAreWords() {
        #expect(AlertText.problems("wait: 1s\nwait: 2s") == ["1: the mapping that begins here has wait twice"])
        #expect(
            AlertText.problems("{tok3n: 1, tok3n: 2, wait: 1, wait: 2}") == [
                "1: the mapping that begins here has a key, wait twice"
            ]
        )
    }
}

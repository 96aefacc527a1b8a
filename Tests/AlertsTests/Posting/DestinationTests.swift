import Testing

@testable import Alerts

@Suite struct DestinationTests {
    private static let url = "https://open.feishu.cn/open-apis/bot/v2/hook/T0KEN"

    @Test func aReceiverWithoutProblemsHasNone() {
        #expect(receiver().problem(["ML_URL": Self.url, "ML_SECRET": "s"]) == nil)
    }

    @Test func problemsNameTheReceiverAndWhereItsSecretsStand() {
        #expect(
            receiver().problem(["ML_SECRET": "s"]) == "receiver ml: its URL: environment variable ML_URL is not set"
        )
        #expect(
            receiver().problem(["ML_URL": Self.url])
                == "receiver ml: its secret: environment variable ML_SECRET is not set"
        )
        #expect(
            receiver().problem(["ML_URL": "\(Self.url)?a=b", "ML_SECRET": "s"])
                == "receiver ml: the URL in environment variable ML_URL has a part behind ?, with which Feishu refuses it"
        )
    }

    @Test func aSecretWhereNothingIsSignedIsAMistake() {
        let slack = receiver(.slack)
        #expect(
            slack.problem(["ML_URL": "https://hooks.slack.com/services/T/B/T0KEN", "ML_SECRET": "s"])
                == "receiver ml: the secret in environment variable ML_SECRET has no use: Slack takes no signatures"
        )
    }

    private static let plain: [(environment: [String: String], host: String, variable: String?)] = [
        (["ALL_PROXY": "http://p:1"], "127.0.0.1", "ALL_PROXY"),
        (["http_proxy": "http://p:1", "NO_PROXY": ".svc, 10.0.0.0/8"], "localhost", "http_proxy"),
        (["all_proxy": "http://p:1", "no_proxy": ".svc", "NO_PROXY": "localhost"], "localhost", "all_proxy"),
        (["http_proxy": "http://p:1", "NO_PROXY": ".svc,LOCALHOST"], "localhost", nil),
        (["http_proxy": "http://p:1", "NO_PROXY": "127.0.0.0/8"], "127.0.0.2", nil),
        (["http_proxy": "http://p:1", "no_proxy": "*"], "127.0.0.1", nil),
        (["http_proxy": "", "HTTP_PROXY": "http://p:1", "HTTPS_PROXY": "http://p:1"], "127.0.0.1", nil),
    ]

    @Test(arguments: plain)
    func whatIsNotEncryptedGoesThroughNoProxy(environment: [String: String], host: String, variable: String?) {
        let webhook = Receiver(name: "ml", kind: .webhook, url: .environment("ML_URL"))
        let problem = webhook.problem(environment.merging(["ML_URL": "http://\(host):9/T0KEN"]) { $1 })
        let refusal = variable.map { name in
            "receiver ml: the URL in environment variable ML_URL begins with http://, and \(name) would take it off this "
                + "machine: add its host to NO_PROXY"
        }
        #expect(problem == refusal)
    }

    @Test func whatIsEncryptedMayGoThroughOne() {
        #expect(receiver().problem(["ML_URL": Self.url, "ML_SECRET": "s", "ALL_PROXY": "http://p:1"]) == nil)
    }

    private func receiver(_ kind: Receiver.Kind = .feishu) -> Receiver {
        var receiver = Receiver(name: "ml", kind: kind, url: .environment("ML_URL"))
        receiver.secret = .environment("ML_SECRET")
        return receiver
    }
}

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

    private func receiver(_ kind: Receiver.Kind = .feishu) -> Receiver {
        var receiver = Receiver(name: "ml", kind: kind, url: .environment("ML_URL"))
        receiver.secret = .environment("ML_SECRET")
        return receiver
    }
}

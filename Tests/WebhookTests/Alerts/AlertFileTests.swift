import Alerts
import Foundation
import TestSupport
import Testing

@testable import Webhook

/// What an alerts file says.
@Suite struct AlertFileTests {
    @Test func whatTheFileLeavesOutHasItsStandardValue() throws {
        let configuration = try AlertText.configuration("receivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)")
        let settings = configuration.settings
        #expect(settings.cluster == "prod")
        #expect(settings.timeZone == .gmt)
        #expect(settings.replicas == 1)
        #expect(settings.wait == .seconds(5))
        #expect(settings.interval == .seconds(60))
        #expect(settings.repeats == [.seconds(300), .seconds(1800), .seconds(14_400)])
        #expect(settings.timeToLive == .seconds(6 * 3600))
        #expect(settings.caFile == nil)
        #expect(settings.receivers == [Receiver(name: "ops", kind: .dingtalk, url: .environment("OPS_URL"))])
        #expect(configuration.teamLabel == nil)
        #expect(configuration.onCall.entries.isEmpty)
    }

    @Test func theExampleSaysAllThereIs() throws {
        let configuration = try AlertText.configuration(try Repository.text("manifests/alerts.yaml"))
        let settings = configuration.settings
        #expect(settings.cluster == "prod-eu-1")
        #expect(settings.timeZone.identifier == "Asia/Shanghai")
        #expect(settings.replicas == 3)
        #expect(settings.receivers.map(\.kind) == [.feishu, .dingtalk, .wecom, .slack, .alertmanager, .webhook])
        var feishu = Receiver(name: "ml-feishu", kind: .feishu, url: .file("/etc/mig-gate/alerts/ml-feishu-url"))
        feishu.secret = .file("/etc/mig-gate/alerts/ml-feishu-secret")
        feishu.language = .zh
        feishu.keyword = "GPU"
        feishu.mentions.feishu = ["ou_84aad35d084aa403a838cf73ee18467"]
        #expect(settings.receivers[0] == feishu)
        var dingtalk = Receiver(name: "ops-dingtalk", kind: .dingtalk, url: .environment("OPS_DINGTALK_URL"))
        dingtalk.secret = .environment("OPS_DINGTALK_SECRET")
        dingtalk.language = .zh
        dingtalk.keyword = "MIG"
        dingtalk.isPlain = true
        #expect(settings.receivers[1] == dingtalk)
        #expect(settings.receivers[2].allowHost == "chat-gateway.internal.example:8443")
        #expect(configuration.onCall.mentions(team: "search-1", namespace: "x").dingtalkUsers == ["zhang.san"])
        #expect(
            configuration.routes.matching(namespace: "cv", object: nil).receivers(
                code: "ModelTooLarge",
                severity: .deny
            ) == [
                "alertmanager", "vision-wecom",
            ]
        )
        #expect(
            configuration.routes.matching(namespace: "x", object: nil).receivers(code: "ModelTooLarge", severity: .deny)
                == [
                    "alertmanager", "ops-dingtalk",
                ]
        )
    }

    /// What is commented out in the example can be taken in.
    @Test func theExampleIsWholeWithWhatIsCommentedOut() throws {
        let text = try Repository.text("manifests/alerts.yaml").replacing("\n# ca:", with: "\nca:")
        #expect(try AlertText.configuration(text).settings.caFile == "/etc/mig-gate/alerts-ca/ca.pem")
    }

    @Test func whatIsWrongWithTheCAsStandsAtTheirKey() {
        let yaml = "ca: /ca.pem\nreceivers: [{\(AlertText.receiver)}]\n\(AlertText.rest)"
        let checkCA = { (path: String) -> String? in "\(path): there is no such file" }
        #expect(throws: ConfigurationError("a:1: ca: /ca.pem: there is no such file")) {
            try AlertConfiguration.parse(Data(yaml.utf8), "a", { _ in nil }, checkCA)
        }
    }

    @Test func aCheckCountsWhatIsInAFile() throws {
        let file = Repository.file("manifests/alerts.yaml").path
        #expect(
            try AlertConfiguration.summary(of: file)
                == "\(file): fine: cluster prod-eu-1, 6 receivers, 6 routes, 2 entries of people on call"
        )
        let folder = try TemporaryFolder()
        let broken = try folder.write("wait: 5", to: "alerts.yaml")
        #expect(throws: ConfigurationError.self) { try AlertConfiguration.summary(of: broken) }
        let missing = folder.path("missing.yaml")
        #expect(throws: ConfigurationError("\(missing): the alerts file cannot be read: there is no such file")) {
            try AlertConfiguration.summary(of: missing)
        }
    }
}

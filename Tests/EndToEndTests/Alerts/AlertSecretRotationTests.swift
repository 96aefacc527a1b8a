import Foundation
import TestSupport
import Testing

/// Secrets come, change and go while the gate serves.
@Suite struct AlertSecretRotationTests {
    /// A robot's secret that is not there keeps nobody from being answered, and counts as soon as it is.
    @Test func aSecretThatComesLaterThanTheGate() throws {
        let fakes = try RobotFakes()
        let alerted = try AlertedServer(fakes, [.init(service: .wecom, language: "en")]) { folder in
            try FileManager.default.moveItem(atPath: folder.path("wecom-en-url"), toPath: folder.path("later"))
        }
        #expect(try alerted.post("pod-fifty-on-40").contains(#""allowed":false"#))
        let readiness = try alerted.readiness()
        #expect(readiness.contains("[!]alerts degraded: receiver wecom-en: its URL: file "))
        #expect(readiness.hasSuffix("readyz check passed\n"))
        let refused = /\(since [-:0-9TZ]+, messages that wait: 1, the oldest alert of [-:0-9TZ]+\)/
        let isRefused = try settled(on: true) { try alerted.readiness().contains(refused) }
        #expect(isRefused)
        #expect(alerted.server.logLines.contains { $0.contains("what the file names cannot be used") })
        try FileManager.default.moveItem(
            atPath: alerted.folder.path("later"),
            toPath: alerted.folder.path("wecom-en-url")
        )
        // The folder is watched, because the alerts file is in it.
        #expect(try fakes.waitForCalls(1, of: .wecom, accepted: true, within: 15).count == 1)
        let isMended = try settled(on: true) { try alerted.readiness().contains("[+]alerts ok") }
        #expect(isMended)
    }

    /// The next message is signed with the key that is there then.
    @Test func aRotatedKeyCountsForTheNextMessage() throws {
        let fakes = try RobotFakes()
        try fakes.configure(.feishu, ["secret": "old"])
        let alerted = try AlertedServer(fakes, [.init(service: .feishu, language: "en", secret: "old")])
        try alerted.post("pod-fifty-on-40")
        #expect(try fakes.waitForCalls(1, of: .feishu, accepted: true).count == 1)
        try fakes.configure(.feishu, ["secret": "new"])
        _ = try alerted.folder.write("new\n", to: "feishu-en-secret")
        try alerted.post("pod-fifty-on-40") {
            $0.replacing(#""namespace":"default""#, with: #""namespace":"other""#)
        }
        #expect(try fakes.waitForCalls(2, of: .feishu, accepted: true).count == 2)
        #expect(try fakes.calls(.feishu).allSatisfy(\.accepted))
    }
}

import Foundation
import TestSupport
import Testing

/// No token, secret, signature or full URL of a robot stands in anything that the program ever writes.
@Suite struct AlertSecretsTests {
    private static let secrets = ["feishu-Secret/1+2=3", "SEC-dingtalk-Secret/1+2=3"]

    @Test func nothingThatIsWrittenHoldsASecret() throws {
        let fakes = try RobotFakes()
        let receivers = [
            AlertedServer.Receiver(service: .feishu, secret: Self.secrets[0]),
            .init(service: .dingtalk, secret: Self.secrets[1]),
            .init(service: .wecom),
            .init(service: .slack),
        ]
        for (service, secret) in zip([RobotService.feishu, .dingtalk], Self.secrets) {
            try fakes.configure(service, ["secret": secret])
        }
        let alerted = try AlertedServer(fakes, receivers)
        var written = ""
        // Every way in which a call can end leads through other words.
        let faults: [[String: Any]] = [
            ["kind": "close"], ["kind": "half"], ["kind": "redirect"], ["kind": "html"],
            ["kind": "status", "status": 400],
        ]
        for (index, fault) in faults.enumerated() {
            for receiver in receivers {
                let echo = ["body": Self.echo(receiver)]
                try fakes.configure(receiver.service, ["fault": fault.count == 2 ? fault.merging(echo) { $1 } : fault])
                let arguments = ["alert", "test", "--alerts", alerted.file, "--receiver", receiver.name]
                let output = try Command.run(Repository.executable.path, arguments)
                #expect(output.status == 1, "\(receiver.name) \(fault)")
                written += output.standardOutput + output.standardError
            }
            // Another object, which is told at once.
            try alerted.post("pod-fifty-on-40") { $0.replacing("fifty-on-40", with: "fifty-\(index)") }
            _ = try fakes.waitForCalls(2 * index + 2, of: .slack)
        }
        for receiver in receivers {
            try fakes.configure(receiver.service, ["fault": NSNull()])
        }
        _ = try fakes.waitForCalls(1, of: .feishu, accepted: true, within: 20)
        written += try alerted.metrics()
        let readiness = "http://\(alerted.server.operations ?? "")/readyz?verbose"
        written += try Command.run("curl", ["--silent", readiness]).standardOutput
        let outbox = try FileManager.default.contentsOfDirectory(atPath: alerted.folder.path("outbox"))
        #expect(!outbox.isEmpty)
        for name in outbox {
            let data = try Data(contentsOf: alerted.folder.url.appendingPathComponent("outbox/\(name)"))
            written += String(decoding: data, as: UTF8.self)
        }
        let commands = [["--help"], ["serve", "--help"], ["alert", "--help"], ["alert", "check", alerted.file]]
        for arguments in commands {
            written += try Command.run(Repository.executable.path, arguments).standardOutput
        }
        written += alerted.server.logLines.joined(separator: "\n")
        try expect(written, toHoldNoneOf: fakes)
    }

    /// What a service may send back to us: what we sent to it.
    private static func echo(_ receiver: AlertedServer.Receiver) -> String {
        let words = [receiver.service.token, receiver.secret].compactMap(\.self).joined(separator: " ")
        return #"{"code":1,"errcode":1,"msg":"\#(words)","errmsg":"\#(words)"}"#
    }

    private func expect(_ text: String, toHoldNoneOf fakes: RobotFakes) throws {
        #expect(text.utf8.count > 10_000)
        for call in try fakes.calls() {
            let signatures = [call.query["sign"], try? call.object()["sign"] as? String]
            for signature in signatures.compactMap(\.self) {
                #expect(!text.contains(signature))
            }
        }
        for secret in Self.secrets {
            #expect(!text.contains(secret))
        }
        for service in [RobotService.feishu, .dingtalk, .wecom, .slack] {
            for part in service.token.split(separator: "/") where part.utf8.count > 8 {
                #expect(!text.contains(part), "\(service)")
            }
        }
    }
}

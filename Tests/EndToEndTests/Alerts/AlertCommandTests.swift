import Foundation
import TestSupport
import Testing

/// `mig-gate alert`, against fakes of the services.
@Suite struct AlertCommandTests {
    private let folder: TemporaryFolder
    private let fakes: RobotFakes

    init() throws {
        folder = try TemporaryFolder()
        fakes = try RobotFakes()
    }

    private func run(_ arguments: [String]) throws -> Command.Output {
        try Command.run(Repository.executable.path, ["alert"] + arguments)
    }

    private func file(_ receivers: [AlertedServer.Receiver], settings: String = "") throws -> String {
        try AlertedServer.write(receivers, settings, fakes, in: folder)
    }

    /// Each service's own way of saying no, and what to do about it.
    @Test(
        arguments: [
            (.feishu, "key", ["keyword": "GPU", "secret": "key"], ["19024", "keyword"]),
            (.feishu, "other", ["secret": "key"], ["19021", "secret"]),
            (.feishu, "key", ["secret": "key", "clockOffset": 7200], ["19021", "clock right: it is 7", " s behind"]),
            (.feishu, "key", ["mode": "ip"], ["19022"]),
            (.feishu, "key", ["token": "other"], ["19001"]),
            (.dingtalk, "key", ["secret": "key", "keyword": "GPU"], ["310000", "keyword"]),
            (.dingtalk, "key", ["mode": "ip"], ["310000", "127.0.0.1"]),
            (.dingtalk, "key", ["token": "other"], ["300005"]),
        ] as [(RobotService, String, [String: any Sendable], [String])]
    )
    func aRefusalIsExplained(
        service: RobotService,
        secret: String,
        options: [String: any Sendable],
        words: [String]
    ) throws {
        try fakes.configure(service, options)
        let file = try file([.init(service: service, secret: secret)])
        let output = try run(["test", "--alerts", file, "--receiver", "\(service.rawValue)-zh"])
        #expect(output.status == 1)
        #expect(output.standardError == "")
        let lines = output.standardOutput.split(separator: "\n")
        #expect(lines.first?.hasPrefix("\(service.rawValue)-zh: not delivered to http://127.0.0.1:") == true)
        #expect(lines.last?.hasPrefix("  to do: ") == true)
        for word in words {
            #expect(output.standardOutput.contains(word), "\(output.standardOutput)")
        }
    }

    @Test(arguments: RobotService.allCases.filter { ![.elsewhere, .unknown].contains($0) })
    func aTestMessageIsTaken(service: RobotService) throws {
        let file = try file([.init(service: service, language: "en")], settings: "keyword: GPU")
        let output = try run(["test", "--alerts", file, "--receiver", "\(service.rawValue)-en"])
        #expect(output.status == 0, "\(output)")
        #expect(try fakes.calls(service, accepted: true).count == 1)
    }

    @Test func whatCannotBeUsedIsToldWithTheWayOut() throws {
        let file = try file([.init(service: .feishu)])
        let unknown = try run(["test", "--alerts", file, "--receiver", "ops"])
        #expect(unknown.status == 2)
        #expect(unknown.standardError == "Error: --receiver: there is no receiver \"ops\"; the file has feishu-zh\n")
        try FileManager.default.removeItem(atPath: folder.path("feishu-zh-url"))
        let check = try run(["check", file])
        #expect(check.status == 2)
        #expect(check.standardError.hasPrefix("Error: \(file):"))
        #expect(check.standardError.contains("receivers[0].url"))
        #expect(check.standardError.contains("feishu-zh-url"))
    }

    @Test func aFileIsChecked() throws {
        let output = try run(["check", file([.init(service: .feishu), .init(service: .slack, language: "en")])])
        #expect(output.status == 0)
        let summary = ": fine: cluster prod-eu-1, 2 receivers, 1 route, 0 entries of people on call\n"
        #expect(output.standardOutput.hasSuffix(summary))
    }

    /// A preview is what is sent, apart from the moment and the signature.
    @Test func aPreviewIsWhatIsSent() throws {
        let receivers = [AlertedServer.Receiver(service: .feishu), .init(service: .dingtalk, language: "en")]
        let review = Repository.file("Tests/Fixtures/reviews/pod-fifty-on-40.json").path
        let alerted = try AlertedServer(fakes, receivers)
        try alerted.post("pod-fifty-on-40")
        for receiver in receivers {
            let call = try #require(try fakes.waitForCalls(1, of: receiver.service, accepted: true).first)
            let preview = try run(["preview", "--alerts", alerted.file, "--receiver", receiver.name, review])
            #expect(preview.status == 0)
            let lines = preview.standardOutput.split(separator: "\n", maxSplits: 1)
            #expect(lines.first == "# to \(receiver.name) (\(receiver.service.rawValue), \(receiver.language))")
            #expect(try Self.timeless(String(lines[1])) == Self.timeless(call.body))
        }
    }

    @Test func aReviewOfWhichNobodyHearsSaysWhy() throws {
        let file = try file([.init(service: .feishu)])
        for name in ["dry-run-fifty-on-40", "pod-fits-38"] {
            let review = Repository.file("Tests/Fixtures/reviews/\(name).json").path
            let output = try run(["preview", "--alerts", file, review])
            #expect(output.status == 0)
            #expect(output.standardOutput.hasPrefix("nobody would hear of this review: "))
        }
        let output = try run(["preview", "--alerts", file, file])
        #expect(output.status == 2)
        #expect(output.standardError.contains("the review cannot be read"))
    }

    /// A body without its moment, id and order of keys.
    private static func timeless(_ body: String) throws -> String {
        let object = try JSONSerialization.jsonObject(with: Data(body.utf8))
        let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
            .replacing(/#[0-9a-f]{6}\b/, with: "#ID")
            .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "TIME")
    }
}

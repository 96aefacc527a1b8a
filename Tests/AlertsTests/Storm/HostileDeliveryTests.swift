import Foundation
import TestSupport
import Testing

@testable import Alerts

/// Services take what strangers make us write, and tell nobody but whom we mean.
@Suite struct HostileDeliveryTests {
    /// Whom the receiver of the sample and the facts mention.
    private static let people: [Receiver.Kind: Set<String>] = [
        .feishu: ["ou_lead", "ou_oncall"],
        .dingtalk: ["13700000000", "13912345678", "manager7"],
        .wecom: ["wangwu", "lihua"],
        .slack: ["U0LEAD", "U0ONCALL", "S0TEAM"],
    ]

    @Test(arguments: Receiver.Kind.allCases)
    func isTakenAndMentionsNobodyElse(kind: Receiver.Kind) async throws {
        let robots = try RobotFakes()
        try robots.configure(kind.fake, ["rate": false])
        var random = SeededGenerator(seed: UInt64(kind.rawValue.utf8.count))
        var expected: [Set<String>] = []
        for round in 0..<12 {
            let receiver = try Self.receiver(kind, round.isMultiple(of: 2) ? .zh : .en)
            let poster = URLSessionPoster(.ofFakes([receiver]), at: robots)
            for form in MessageContext.Form.allCases {
                let message = round == 0 ? SampleMessage.hostile : HostileText.message(&random)
                let delivery = poster.deliver(message, to: receiver, form: form)
                #expect(delivery.outcome == .delivered)
                expected.append(message.hasNews ? Self.people[kind] ?? [] : [])
            }
        }
        let calls = try robots.calls(kind.fake)
        #expect(calls.map { Set($0.mentions) } == expected)
        #expect(calls.filter { !$0.accepted }.map(\.reason) == [])
        #expect(expected.contains { $0.isEmpty } && expected.contains { !$0.isEmpty } || Self.people[kind] == nil)
    }

    /// The same through the service: names of hundreds of bytes, of marks and of emoji, in one digest.
    @Test func aDigestOfStrangersIsTakenByAll() async throws {
        let receivers = try Receiver.Kind.allCases.map { try Self.receiver($0, .zh) }
        let names = ["👩‍🚀", "切片", "e\u{301}\u{302}\u{303}", "<at user_id=\"all\">x</at>", "@all ", "\u{202E}", "\"\\"]
        let told = try await onThread {
            let robots = try RobotFakes(scale: 1000)
            let run = ServiceRun(.ofFakes(receivers), at: robots, scale: 1000)
            for name in names {
                let text = String(repeating: name, count: 512 / name.utf8.count)
                run.push(SampleMessage.facts(everywhere: text), to: receivers.map(\.name))
            }
            _ = run.waits { $0.counters.delivered == names.count }
            _ = run.stop()
            return (run.service.published.states.map(\.counters.delivered), try robots.calls())
        }
        #expect(told.0 == receivers.map { _ in names.count })
        #expect(told.1.filter { !$0.accepted }.map(\.reason) == [])
        for (kind, people) in Self.people {
            let mentioned = told.1.filter { $0.service == kind.fake }.map { Set($0.mentions) }
            #expect(!mentioned.isEmpty && mentioned.allSatisfy { $0 == people }, "\(kind)")
        }
    }

    private static func receiver(_ kind: Receiver.Kind, _ language: Language) throws -> Receiver {
        var receiver = Receiver.ofFakes(kind, language: language)
        receiver.mentions = try SampleMessage.context().mentions
        return receiver
    }
}

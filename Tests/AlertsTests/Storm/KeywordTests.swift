import Foundation
import TestSupport
import Testing

@testable import Alerts

/// A robot that takes no message without its keyword.
@Suite struct KeywordTests {
    private static let keyword = "GPU 告警"

    @Test(arguments: [Receiver.Kind.feishu, .dingtalk], Language.allCases)
    func everyKindOfMessageHasIt(kind: Receiver.Kind, language: Language) async throws {
        let robots = try RobotFakes()
        try robots.configure(kind.fake, ["keyword": Self.keyword, "rate": false])
        var receiver = Receiver.ofFakes(kind, language: language)
        receiver.keyword = Self.keyword
        let poster = URLSessionPoster(.ofFakes([receiver]), at: robots, signing: { SampleMessage.noon })
        for (name, message) in SampleMessage.all {
            for form in MessageContext.Form.allCases {
                let delivery = poster.deliver(message, to: receiver, form: form)
                #expect(delivery.outcome == .delivered, "\(name) \(form)")
            }
        }
    }

    @Test(arguments: [
        (Receiver.Kind.feishu, "19024 Key Words Not Found"), (.dingtalk, "310000 keywords not in content"),
    ])
    func withoutItTheRobotIsDegradedAndNothingDropped(kind: Receiver.Kind, reason: String) async throws {
        let result = try await onThread {
            let (robots, name) = (try RobotFakes(scale: 600), kind.rawValue)
            try robots.configure(kind.fake, ["keyword": Self.keyword])
            let run = ServiceRun(.ofFakes([.ofFakes(kind)]), at: robots, scale: 600)
            run.push(.forTests("first"), to: [name])
            _ = run.waits { $0.degradation != nil }
            run.push(.forTests("second"), to: [name])
            let degradation = run.degradation(name)
            // Somebody adds a word that stands in every message to the robot.
            try robots.configure(kind.fake, ["keyword": [Self.keyword, "east"]])
            _ = run.waits { $0.counters.delivered == 2 }
            _ = run.stop()
            return (degradation, run.degradation(name), try robots.calls(kind.fake), run.told(name))
        }
        #expect(result.0 == reason)
        #expect(result.1 == nil)
        #expect(result.3 == 2)
        #expect(result.2.first?.accepted == false)
        let counts = try result.2.filter(\.accepted).map { try ReadCounts($0).list }
        #expect(counts.reduce(0, +) == 2)
    }
}

import Alerts
import Foundation
import TestSupport
import Testing

/// Every kind of message as it is posted to every service, for people to read.
@Suite struct BodyGoldenTests {
    @Test(arguments: Receiver.Kind.allCases)
    func bodies(of kind: Receiver.Kind) throws {
        // These have one form only.
        let forms = kind == .alertmanager || kind == .webhook ? [.rich] : MessageContext.Form.allCases
        var bodies: [String: String] = [:]
        for (name, message) in SampleMessage.all {
            for language in Language.allCases {
                for form in forms {
                    let context = try SampleMessage.context(language, form)
                    let body = MessageBody.of(message, for: kind, context)
                    bodies["\(name)-\(language)-\(form)"] = try pretty(body)
                }
            }
        }
        try Golden("Tests/AlertsTests/Golden/Bodies/\(kind)").check(bodies)
    }

    private func pretty(_ body: JSONNode) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(body), as: UTF8.self)
    }
}

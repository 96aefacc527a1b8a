import Foundation
import TestSupport
import Testing

/// A denial on a running server, as it arrives in the groups.
@Suite struct AlertDeliveryTests {
    /// Ten seconds from the review to the group, with the standard settings and in both languages, signed; what is read there
    /// stands in `Golden/Alerts`.
    @Test func aDenialReachesFeishuAndDingTalkWithinTenSeconds() throws {
        let fakes = try RobotFakes()
        try fakes.configure(.feishu, ["secret": "feishu-secret", "keyword": "GPU"])
        try fakes.configure(.dingtalk, ["secret": "SEC-dingtalk-secret", "keyword": "GPU"])
        var texts: [String: String] = [:]
        for language in ["zh", "en"] {
            try fakes.configure(.feishu, ["rate": true])
            let alerted = try AlertedServer(
                fakes,
                [
                    .init(
                        service: .feishu,
                        language: language,
                        secret: "feishu-secret",
                        more: "mentions: {feishu: [ou_84aad35d084aa403a838cf73ee18467]}"
                    ),
                    .init(
                        service: .dingtalk,
                        language: language,
                        secret: "SEC-dingtalk-secret",
                        more: "mentions: {dingtalk: {mobiles: [13800000000]}}"
                    ),
                ],
                settings: "keyword: GPU"
            )
            let asked = Date()
            #expect(try alerted.post("pod-fifty-on-40").contains(#""allowed":false"#))
            for service in [RobotService.feishu, .dingtalk] {
                let calls = try fakes.waitForCalls(language == "zh" ? 1 : 2, of: service, accepted: true, within: 10)
                let call = try #require(calls.last)
                #expect(call.time.timeIntervalSince(asked) < 10)
                #expect(call.mentions == [service == .feishu ? "ou_84aad35d084aa403a838cf73ee18467" : "13800000000"])
                texts["\(service.rawValue)-\(language)"] = try Self.readable(call, since: asked)
            }
            #expect(try fakes.calls().allSatisfy(\.accepted))
        }
        try Golden("Tests/EndToEndTests/Golden/Alerts").check(texts)
    }

    /// The body as a person reads it, with what differs from run to run named.
    private static func readable(_ call: RobotCall, since asked: Date) throws -> String {
        var object = try call.object()
        if object["sign"] != nil {
            object["sign"] = "SIGN"
            object["timestamp"] = "TIMESTAMP"
        }
        let data = try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        return String(decoding: data, as: UTF8.self)
            .replacing(/#[0-9a-f]{6}\b/, with: "#ID")
            .replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/, with: "TIME")
    }
}

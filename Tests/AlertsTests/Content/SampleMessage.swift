import Alerts
import Foundation

/// Messages that tests put into words.
enum SampleMessage {
    /// 2026-11-25 14:03:07 in Shanghai.
    static let noon = Date(timeIntervalSince1970: 1_795_586_587)

    static let all: [String: Message] = [
        "single": single, "hostile": hostile, "digest": digest, "delayed": delayed, "test": test,
    ]

    static var facts: AlertFacts {
        var facts = AlertFacts(
            severity: .deny,
            code: "ModelTooLarge",
            kind: "Pod",
            namespace: "team-a",
            name: "llm-7d9f8c6b5-x2x4q",
            owner: AlertFacts.Owner(kind: "Deployment", name: "llm"),
            message: "container \"server\": model of 50Gi does not fit nvidia.com/mig-3g.40gb: limit 38Gi",
            user: "ann@example.com",
            decisionID: "0b1c7e52-6a3d-4c0e-9a65-2f9d7c1e8b40"
        )
        facts.container = "server"
        facts.resource = "nvidia.com/mig-3g.40gb"
        facts.declared = "50Gi"
        facts.limit = "38Gi"
        facts.derivation = .nominal("40Gi", headroom: "2Gi")
        facts.wayOut = .slice(resource: "nvidia.com/mig-7g.80gb", limit: "78Gi")
        facts.team = "search"
        facts.onCall.feishu = ["ou_oncall"]
        facts.onCall.dingtalkMobiles = ["13912345678"]
        facts.onCall.dingtalkUsers = ["manager7"]
        facts.onCall.wecom = ["lihua"]
        facts.onCall.slack = ["U0ONCALL", "S0TEAM"]
        return facts
    }

    static var single: Message { message([item(facts)]) }

    static var delayed: Message {
        var message = message([item(facts, count: 7, toldBefore: 30, from: -3000, to: -2600)])
        message.created = noon.addingTimeInterval(-2520)
        return message
    }

    static var test: Message { Message(id: "a1b2c3", purpose: .test, receiver: "ml-robot", created: noon, items: []) }

    /// Twelve things of five workloads, and more that is not listed.
    static var digest: Message {
        let codes = [
            "ModelTooLarge", "UnknownProfile", "MixedGPUAndMIG", "SizeUnreadable", "BadCount", "ParallelismTooWide",
            "OverrideRefused", "ObjectUnreadable", "PolicyUnusable", "SizeUndeclared", "ParallelAcrossSlices",
            "NewCode",
        ]
        var message = message(
            codes.enumerated().map { index, code in
                var facts = facts
                facts.code = code
                facts.owner.name = "llm-\(index % 5)"
                facts.severity = index < 9 ? .deny : index < 11 ? .warn : .audit
                if index > 0 {
                    (facts.limit, facts.derivation, facts.wayOut) = (nil, nil, nil)
                    facts.message = "container \"server\": what is wrong with \(code)"
                }
                facts.further = index == 2 ? 1016 : 0
                return item(facts, count: 40 - 3 * index, toldBefore: index % 2 * 10, from: -60, to: -3)
            }
        )
        message.furtherItems = 4
        message.furtherCount = 9
        message.unrecorded = 100
        return message
    }

    /// What somebody may write into any field to wake everybody or to break the message.
    static let attack = """
        <at user_id="all">x</at> <at id=all></at> @all @13800000000 <!channel> <@U1> [x](http://e.vil) *b* `c` _d_ # e \
        ~f~ \\ &lt; \u{202E}\u{200B}\u{0}\n# g
        """

    static var hostile: Message { message([item(facts(everywhere: attack))]) }

    /// Facts with `text` in every field.
    static func facts(everywhere text: String) -> AlertFacts {
        var facts = AlertFacts(
            severity: .deny,
            code: text,
            kind: text,
            namespace: text,
            name: text,
            owner: AlertFacts.Owner(kind: text, name: "o" + text),
            message: text,
            user: text,
            decisionID: text
        )
        facts.container = text
        facts.resource = text
        facts.declared = text
        facts.share = text
        facts.limit = text
        facts.derivation = .capped(text, gpu: text, fixed: text)
        facts.wayOut = .splitting(resource: text, limit: text, annotation: text, processes: 2)
        facts.team = text
        facts.onCall = self.facts.onCall
        return facts
    }

    static func item(
        _ facts: AlertFacts,
        count: Int = 1,
        toldBefore: Int = 0,
        from first: TimeInterval = -4,
        to last: TimeInterval = -4
    ) -> Message.Item {
        Message.Item(
            facts: facts,
            count: count,
            toldBefore: toldBefore,
            first: noon.addingTimeInterval(first),
            last: noon.addingTimeInterval(last)
        )
    }

    static func message(_ items: [Message.Item]) -> Message {
        Message(id: "a1b2c3", receiver: "ml-robot", created: noon, items: items)
    }

    static func context(
        _ language: Language = .en,
        _ form: MessageContext.Form = .rich,
        cluster: String = "prod-eu-1",
        keyword: String? = "GPU"
    ) throws -> MessageContext {
        var receiver = Receiver(name: "ml-robot", kind: .feishu, url: .file("/url"))
        receiver.language = language
        receiver.keyword = keyword
        receiver.mentions.feishu = ["ou_lead"]
        receiver.mentions.dingtalkMobiles = ["13700000000"]
        receiver.mentions.wecom = ["wangwu"]
        receiver.mentions.slack = ["U0LEAD"]
        let zone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
        let settings = AlertSettings(cluster: cluster, timeZone: zone, receivers: [receiver])
        return MessageContext(settings, receiver, form: form, now: noon.addingTimeInterval(1))
    }
}

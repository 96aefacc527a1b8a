import Alerts
import Foundation
import Testing

/// Whom messages mention, in the words of each service.
@Suite struct MentionTests {
    private func texts(
        _ message: Message,
        _ kind: Receiver.Kind,
        _ change: (inout MessageContext) -> Void = { _ in }
    ) throws -> String {
        var context = try SampleMessage.context()
        change(&context)
        return try ParsedBody(MessageBody.of(message, for: kind, context)).all
    }

    @Test func whatOnlyRepeatsMentionsNobody() throws {
        let message = SampleMessage.message([SampleMessage.item(SampleMessage.facts, count: 3, toldBefore: 1)])
        #expect(!(try texts(message, .feishu)).contains("<at"))
        #expect(!(try texts(message, .dingtalk)).contains("@1"))
        #expect(!(try texts(message, .wecom)).contains("<@"))
        #expect(!(try texts(message, .slack)).contains("<@"))
    }

    @Test func testsMentionNobody() throws {
        #expect(!(try texts(SampleMessage.test, .feishu)).contains("<at"))
    }

    @Test func thoseOfHiddenItemsAreMentioned() throws {
        let items = (0..<12).map { index in
            var facts = SampleMessage.facts
            facts.onCall.wecom = ["person\(index)"]
            return SampleMessage.item(facts)
        }
        #expect(try texts(SampleMessage.message(items), .wecom).contains("<@person11>"))
    }

    @Test func atMostTwentyAreMentioned() throws {
        let text = try texts(SampleMessage.single, .feishu) { context in
            context.mentions.feishu = (0..<30).map { "ou_\($0)" } + ["ou_0"]
        }
        #expect(text.components(separatedBy: "<at id=").count == 21)
    }

    @Test func nobodyIsEverybody() throws {
        let everybody = ["all", "@all", "ALL", "@here", "channel", "everyone", "ou 1", "ou_1></at><at id=all", "", "@"]
        for kind in Receiver.Kind.allCases {
            var message = SampleMessage.single
            message.items[0].facts.onCall = Mentions()
            let text = try texts(message, kind) { context in
                context.mentions = Mentions()
                context.mentions.feishu = everybody
                context.mentions.dingtalkUsers = everybody
                context.mentions.wecom = everybody
                context.mentions.slack = everybody
            }
            for mention in ["=all>", "@all", "<!", "@here", "@channel", "@everyone"] {
                #expect(!text.lowercased().contains(mention), "\(kind)")
            }
        }
    }

    @Test func dingTalkNamesPeopleInTextAndBeside() throws {
        let context = try SampleMessage.context()
        guard case .object(let body) = MessageBody.of(SampleMessage.single, for: .dingtalk, context) else {
            Issue.record("no object")
            return
        }
        #expect(
            body["at"] == [
                "atMobiles": ["13912345678", "13700000000"], "atUserIds": ["manager7"], "isAtAll": false,
            ]
        )
        #expect(try texts(SampleMessage.single, .dingtalk).contains("For: @13912345678 @manager7 @13700000000"))
    }
}

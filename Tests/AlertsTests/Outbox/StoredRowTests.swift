import Foundation
import Testing

@testable import Alerts

/// What versions have stored that are in use: it must be read for ever. Never change these texts; add to them.
@Suite struct StoredRowTests {
    private static let facts = """
        {"code":"ModelTooLarge","container":"main","decisionID":"d1","declared":"50Gi",\
        "derivation":{"usable":{"_0":"40Gi","gpu":"A100","reserve":"1Gi"}},"further":2,"kind":"Pod","limit":"39Gi",\
        "message":"too large","name":"llm-1","namespace":"ml",\
        "onCall":{"dingtalkMobiles":["1"],"dingtalkUsers":[],"feishu":["ou_1"],"slack":[],"wecom":[]},\
        "owner":{"kind":"Deployment","name":"llm"},"resource":"nvidia.com/mig-3g.40gb","severity":"deny","share":"25Gi",\
        "team":"ml","user":"ann",\
        "wayOut":{"sharing":{"annotation":"example.com/processes","processes":2}}}
        """
    private static let message = """
        {"created":800000000.5,"furtherCount":7,"furtherItems":3,"id":"a1b2c3",\
        "items":[{"count":4,"facts":\(facts),"first":800000000,"last":800000001,"toldBefore":1}],\
        "purpose":"alerts","receiver":"robot","unrecorded":5}
        """
    private static let parts = """
        [{"key":"bWz/RGVwbG95bWVudA==","severity":"deny","tally":{"count":4,"first":800000000,"last":800000001}}]
        """

    private var sample: Message {
        var facts = AlertFacts.forTests(container: "main")
        facts.resource = "nvidia.com/mig-3g.40gb"
        facts.declared = "50Gi"
        facts.share = "25Gi"
        facts.limit = "39Gi"
        facts.derivation = .usable("40Gi", gpu: "A100", reserve: "1Gi")
        facts.wayOut = .sharing(annotation: "example.com/processes", processes: 2)
        facts.further = 2
        facts.team = "ml"
        facts.onCall.feishu = ["ou_1"]
        facts.onCall.dingtalkMobiles = ["1"]
        let first = Date(timeIntervalSinceReferenceDate: 800_000_000)
        let item = Message.Item(facts: facts, count: 4, toldBefore: 1, first: first, last: first + 1)
        var message = Message(id: "a1b2c3", receiver: "robot", created: first + 0.5, items: [item])
        message.furtherItems = 3
        message.furtherCount = 7
        message.unrecorded = 5
        return message
    }

    @Test func whatIsStoredTodayIsReadForEver() throws {
        #expect(try decoded(Self.message) == sample)
        let parts = try JSONDecoder().decode([SealedMessage.Part].self, from: Data(Self.parts.utf8))
        #expect(parts.map(\.tally.count) == [4])
        #expect(parts.map(\.key.bytes) == [Array("ml".utf8) + [0xFF] + Array("Deployment".utf8)])
    }

    @Test func whatIsStoredIsWrittenAsBefore() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        #expect(String(decoding: try encoder.encode(sample), as: UTF8.self) == Self.message)
    }

    @Test func fieldsThatCameLaterMayBeMissing() throws {
        var text = Self.message
        for field in [
            #""furtherCount":7,"furtherItems":3,"#, #","unrecorded":5"#, #""further":2,"#,
            #""onCall":{"dingtalkMobiles":["1"],"dingtalkUsers":[],"feishu":["ou_1"],"slack":[],"wecom":[]},"#,
        ] {
            #expect(text.contains(field))
            text = text.replacingOccurrences(of: field, with: "")
        }
        var expected = sample
        (expected.furtherItems, expected.furtherCount, expected.unrecorded) = (0, 0, 0)
        expected.items[0].facts.further = 0
        expected.items[0].facts.onCall = Mentions()
        #expect(try decoded(text) == expected)
    }

    private func decoded(_ text: String) throws -> Message {
        try JSONDecoder().decode(Message.self, from: Data(text.utf8))
    }
}

import Foundation
import TestSupport
import Testing

@testable import Alerts

/// Bodies keep to the limits of their services, whatever is in them.
@Suite struct BodySizeTests {
    private static let people: [Receiver.Kind] = [.feishu, .dingtalk, .wecom, .slack, .webhook]

    /// A digest whose values are as long as they can be, in `alphabet`.
    private func message(_ alphabet: String, items: Int) -> Message {
        var message = SampleMessage.message(
            (0..<items).map { index in
                let text = "\(index)" + String(repeating: alphabet, count: 512 / alphabet.utf8.count)
                return SampleMessage.item(SampleMessage.facts(everywhere: text), count: index + 1, toldBefore: 1)
            }
        )
        message.furtherItems = 2
        message.furtherCount = 30
        message.unrecorded = 7
        return message
    }

    private func size(_ body: JSONNode, _ kind: Receiver.Kind) -> Int {
        kind == .wecom ? WeComBody.size(body) : body.data.count
    }

    private static let limits: [Receiver.Kind: [MessageContext.Form: Int]] = [
        .feishu: [.rich: 17_744, .plain: 8744],
        .dingtalk: [.rich: 17_744, .plain: 8744],
        .wecom: [.rich: 4000, .plain: 2000],
        .slack: [.rich: 37_744, .plain: 18_744],
        .webhook: [.rich: 261_888, .plain: 130_816],
    ]

    @Test(arguments: people)
    func longestMessagesFit(kind: Receiver.Kind) throws {
        for form in MessageContext.Form.allCases {
            for alphabet in ["a", "切", "👩‍🚀", "&", "\u{202E}", "e\u{301}\u{302}", "\"", "\u{1}"] {
                for (items, language) in [(1, Language.en), (12, .zh)] {
                    let context = try SampleMessage.context(language, form)
                    let body = MessageBody.of(message(alphabet, items: items), for: kind, context)
                    #expect(size(body, kind) <= Self.limits[kind]?[form] ?? 0, "\(form) \(alphabet) \(items)")
                    check(body)
                }
            }
        }
    }

    @Test func webhooksHaveRoomForHundreds() throws {
        let body = MessageBody.of(message("&", items: 300), for: .webhook, try SampleMessage.context())
        #expect((250_000...261_888).contains(body.data.count))
        check(body)
    }

    /// From the whole message down to the least, one byte too few at a time: each body that differs from the one before.
    @Test(arguments: people)
    func everyRoomIsKept(kind: Receiver.Kind) throws {
        for alphabet in ["切👩‍🚀", "a&\"", "\u{202E}e\u{301}"] {
            for items in [1, 12] {
                for form in MessageContext.Form.allCases {
                    let context = try SampleMessage.context(.en, form)
                    let message = message(alphabet, items: items)
                    var room = 1 << 20
                    var bodies = 0
                    while true {
                        let body = MessageBody.body(message, for: kind, context, room: room)
                        let size = size(body, kind)
                        check(body)
                        try checkCounts(body, message, kind)
                        bodies += 1
                        guard size <= room else { break }
                        room = size - 1
                    }
                    #expect(bodies > items, "fewer and fewer items")
                }
            }
        }
    }

    /// Rooms between those at which bodies change.
    @Test func roomsBetween() throws {
        let message = message("切👩‍🚀", items: 3)
        for form in MessageContext.Form.allCases {
            let context = try SampleMessage.context(.zh, form)
            let least = WeComBody.size(MessageBody.body(message, for: .wecom, context, room: 0))
            #expect(least < 600)
            for room in stride(from: least, to: 4100, by: 31) {
                let body = MessageBody.body(message, for: .wecom, context, room: room)
                #expect(WeComBody.size(body) <= room)
                check(body)
            }
        }
    }

    /// JSON and UTF-8 are valid, and what every message says is there.
    private func check(_ body: JSONNode) {
        guard let parsed = try? ParsedBody(body) else {
            Issue.record("no JSON: \(String(decoding: body.data, as: UTF8.self))")
            return
        }
        // As scalars: characters of a thousand marks take for ever to compare.
        let text = Array(parsed.all.unicodeScalars)
        #expect(!text.contains("\u{FFFD}"))
        #expect(text.contains("[GPU] prod-eu-1 · ".unicodeScalars))
        #expect(text.contains("a1b2c3".unicodeScalars))
    }

    /// What a message says of shown, hidden and unrecorded alerts is what it was told of.
    private func checkCounts(_ body: JSONNode, _ message: Message, _ kind: Receiver.Kind) throws {
        let parsed = try ParsedBody(body)
        if kind == .webhook, let fields = parsed.root as? [String: Any] {
            let alerts = (fields["alerts"] as? [[String: Any]] ?? []).compactMap { $0["count"] as? Int }
            let others = ["furtherCount", "unrecorded"].compactMap { fields[$0] as? Int }
            #expect((alerts + others).reduce(0, +) == message.count)
        }
        let text = kind == .webhook ? parsed.texts.first { $0.path == "text" }?.value ?? "" : parsed.all
        let counts = [#/×([0-9]+)/#, #/\+[0-9]+ more, with ([0-9]+) alert/#, #/([0-9]+) alerts? not recorded/#]
        let sum = counts.flatMap { text.matches(of: $0.matchingSemantics(.unicodeScalar)) }
            .reduce(0) { $0 + (Int($1.output.1) ?? 0) }
        #expect(sum == message.count)
    }

    @Test func slackKeepsToItsCharacters() throws {
        let message = message("&👩‍🚀", items: 12)
        let context = try SampleMessage.context(cluster: String(repeating: "&", count: 200))
        for message in [message, SampleMessage.message([message.items[0]])] {
            let body = try ParsedBody(MessageBody.of(message, for: .slack, context))
            let blocks = (body.root as? [String: Any])?["blocks"] as? [[String: Any]] ?? []
            #expect((4...50).contains(blocks.count))
            for block in blocks {
                #expect((block["fields"] as? [Any])?.count ?? 0 <= 10)
            }
            for text in body.texts where text.path.hasPrefix("blocks.text(header)") {
                #expect(text.value.utf16.count <= 150)
            }
            for text in body.texts where text.path.contains("(section)") {
                #expect(text.value.utf16.count <= 3000)
            }
        }
    }
}

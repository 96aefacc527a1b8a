import Alerts
import Foundation
import TestSupport
import Testing

/// Nothing that a stranger writes mentions anybody, formats anything or breaks a line, wherever it stands.
@Suite struct EscapingTests {
    struct Case: CustomTestStringConvertible {
        let kind: Receiver.Kind
        let form: MessageContext.Form

        var testDescription: String { "\(kind), \(form)" }

        static let all = Receiver.Kind.allCases.flatMap { kind in
            MessageContext.Form.allCases.map { Case(kind: kind, form: $0) }
        }
    }

    @Test(arguments: Case.all)
    func nothingOfAStrangersMeansAnything(place: Case) throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            let message = HostileText.message(&random)
            for language in Language.allCases {
                let body = MessageBody.of(message, for: place.kind, try SampleMessage.context(language, place.form))
                try check(ParsedBody(body), place)
            }
        }
    }

    private func check(_ body: ParsedBody, _ place: Case) throws {
        for text in body.texts where !isVerbatim(text, place) {
            let strange = text.value.unicodeScalars.filter { scalar in
                switch scalar.properties.generalCategory {
                case .control: scalar != "\n"
                case .format, .lineSeparator, .paragraphSeparator, .unassigned: true
                default: false
                }
            }
            #expect(strange.isEmpty, "\(text.path)")
            let rest = withoutOurs(text, place)
            for mark in marks(text, place) {
                #expect(!rest.contains(mark), "\(mark) in \(text.path): \(text.value)")
            }
        }
    }

    /// Whether the text is raw by design: the facts of the program's own JSON.
    private func isVerbatim(_ text: ParsedBody.Text, _ place: Case) -> Bool {
        place.kind == .webhook && text.path != "text"
    }

    /// What would mean something where `text` stands.
    private func marks(_ text: ParsedBody.Text, _ place: Case) -> [String] {
        switch place.kind {
        case .feishu: ["<", ">", "&"]
        case .dingtalk where text.path.hasPrefix("at."): []
        case .dingtalk, .wecom: place.form == .rich ? ["<", ">", "@", "](", "*", "`", "\\", "://"] : ["<", ">", "@"]
        case .slack where text.path.contains("(plain_text)"): ["<", ">", "&"]
        case .slack: ["<", ">", "&", "*", "`", " @", "://"]
        case .webhook: []
        case .alertmanager: ["<", ">"]
        }
    }

    /// `text` without what we have put in ourselves.
    private func withoutOurs(_ text: ParsedBody.Text, _ place: Case) -> String {
        let ours: [String] =
            switch place.kind {
            case .feishu: ["<at id=ou_lead></at>", "<at id=ou_oncall></at>"]
            case .dingtalk: ["@13700000000", "@13912345678", "@manager7", "\n- **", "**"]
            case .wecom:
                ["<@wangwu>", "<@lihua>", "<font color=\"warning\">", "</font>", "\n> **", "**"]
            case .slack: ["<@U0LEAD>", "<@U0ONCALL>", "<!subteam^S0TEAM>", "&amp;", "&lt;", "&gt;"]
            case .webhook, .alertmanager: []
            }
        return ours.reduce(text.value) { $0.replacing($1, with: "") }
    }

    /// Markup that is taken away above must be ours: strangers' asterisks are not.
    @Test(arguments: [Receiver.Kind.dingtalk, .wecom])
    func boldIsOurs(kind: Receiver.Kind) throws {
        let context = try SampleMessage.context()
        func asterisks(_ text: String) throws -> Int {
            let message = SampleMessage.message([SampleMessage.item(SampleMessage.facts(everywhere: text))])
            return try ParsedBody(MessageBody.of(message, for: kind, context)).all.count { $0 == "*" }
        }
        #expect(try asterisks("a") == asterisks("**a**"))
    }

    /// Line feeds of strangers are none in any message.
    @Test(arguments: Case.all)
    func linesAreOurs(place: Case) throws {
        let context = try SampleMessage.context(.en, place.form)
        func lines(_ text: String) throws -> Int {
            let items = [1, 2].map { SampleMessage.item(SampleMessage.facts(everywhere: "\($0)" + text)) }
            let body = try ParsedBody(MessageBody.of(SampleMessage.message(items), for: place.kind, context))
            return body.texts.filter { !isVerbatim($0, place) }.reduce(0) { $0 + $1.value.utf8.count { $0 == 10 } }
        }
        #expect(try lines("a") == lines("a\nb\r\nc\u{2028}d\u{85}e"))
    }

    /// Only an element of its own has Feishu's markup.
    @Test func strangersDoNotStandInFeishuMarkup() throws {
        let body = try ParsedBody(MessageBody.of(SampleMessage.hostile, for: .feishu, SampleMessage.context()))
        let markup = body.texts.filter { $0.path.hasSuffix("content(lark_md)") }.map(\.value)
        #expect(markup == ["For: <at id=ou_oncall></at> <at id=ou_lead></at>"])
    }

    @Test func webhookKeepsValuesAsTheyAre() throws {
        let body = try ParsedBody(MessageBody.of(SampleMessage.hostile, for: .webhook, SampleMessage.context()))
        #expect(body.texts.contains { $0.path == "alerts.user" && $0.value == SampleMessage.attack })
    }
}

/// Messages of a custom bot in Feishu or Lark: a card (JSON 1.0, which old clients show too), or rich text.
///
/// Strangers' values stand in `plain_text` of cards and in `text` of rich text only, where Feishu looks for no markup
/// (Feishu, "custom bot guide"); their angle brackets and `&` are replaced none the less, for `<at id=all></at>` wakes
/// everybody. Mentions stand in an element of their own.
enum FeishuBody: MessageLayout {
    private static let markup = Markup(replacing: Markup.fullwidth("<>&"))

    /// Feishu takes 20 KB (Feishu, "custom bot guide") and does not say whether of 1,000 or 1,024 bytes.
    static func room(_ form: MessageContext.Form) -> Int {
        (form == .rich ? 18_000 : 9000) - signature
    }

    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode {
        let mentions = MentionList([\.feishu], of: message, context).people
        return context.form == .rich
            ? card(content, mentions) : post(content, mentions, context.language)
    }

    // MARK: - Cards

    private static func card(_ content: MessageContent, _ mentions: [String]) -> JSONNode {
        var elements = content.blocks.map(element)
        if !mentions.isEmpty {
            let people = mentions.map { "<at id=\($0)></at>" }.joined(separator: " ")
            elements.append(["tag": "div", "text": text("lark_md", markup.string(content.mentionLabel) + people)])
        }
        elements.append(["tag": "hr"])
        elements.append(["tag": "note", "elements": [plain(content.footer)]])
        return [
            "msg_type": "interactive",
            "card": [
                "config": ["wide_screen_mode": true, "enable_forward": true],
                "header": ["title": plain(content.title), "template": .string(template(content.tone))],
                "elements": .array(elements),
            ],
        ]
    }

    private static func template(_ tone: MessageContent.Tone) -> String {
        switch tone {
        case .severity(.deny): "red"
        case .severity(.warn): "orange"
        case .severity(.audit): "grey"
        case .test: "blue"
        }
    }

    private static func element(_ block: MessageContent.Block) -> JSONNode {
        switch block {
        case .paragraph(let words): ["tag": "div", "text": plain(words)]
        case .entry(let number, let lines):
            ["tag": "div", "text": plain(.ours("\(number). ") + lines.joined("\n"))]
        case .fields(let fields):
            [
                "tag": "div",
                "fields": .array(
                    fields.map { field in
                        ["is_short": .bool(field.isShort), "text": plain(field.label + "\n" + field.value)]
                    }
                ),
            ]
        }
    }

    private static func plain(_ words: Words) -> JSONNode { text("plain_text", markup.string(words)) }

    private static func text(_ tag: String, _ content: String) -> JSONNode {
        ["tag": .string(tag), "content": .string(content)]
    }

    // MARK: - Rich text

    private static func post(_ content: MessageContent, _ mentions: [String], _ language: Language) -> JSONNode {
        func text(_ words: Words) -> JSONNode { ["tag": "text", "text": .string(markup.string(words))] }
        var paragraphs = content.lines.map { JSONNode.array([text($0)]) }
        if !mentions.isEmpty {
            let people = mentions.map { person -> JSONNode in ["tag": "at", "user_id": .string(person)] }
            paragraphs.append(.array([text(content.mentionLabel)] + people))
        }
        let post: JSONNode = ["title": .string(markup.string(content.title)), "content": .array(paragraphs)]
        return [
            "msg_type": "post",
            "content": ["post": .object([language == .zh ? "zh_cn" : "en_us": post])],
        ]
    }
}

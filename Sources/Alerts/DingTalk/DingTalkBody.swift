/// Messages of a custom robot in DingTalk: Markdown, or plain text.
///
/// Its subset of Markdown has no way to escape anything (DingTalk, "custom robots"), so what would be markup stands there
/// in fullwidth forms, `@` included: a telephone number behind it mentions. Lines end with two spaces or an empty line, or
/// they run together.
enum DingTalkBody: MessageLayout {
    private static let markdown = Markup(
        replacing: Markup.fullwidth("@<>&[]*`#!\\|"),
        onEdges: Markup.fullwidth("_~"),
        breaksAddresses: true
    )
    private static let plain = Markup(replacing: Markup.fullwidth("@<>&"))

    /// DingTalk takes 20,000 bytes (its error 460101).
    static func room(_ form: MessageContext.Form) -> Int {
        (form == .rich ? 18_000 : 9000) - signature
    }

    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode {
        let people = MentionList([\.dingtalkMobiles, \.dingtalkUsers], of: message, context).people
        let mobiles = Set(context.mentions.dingtalkMobiles + message.items.flatMap(\.facts.onCall.dingtalkMobiles))
        let at: JSONNode = [
            "atMobiles": .array(people.filter { mobiles.contains($0) }.map(JSONNode.string)),
            "atUserIds": .array(people.filter { !mobiles.contains($0) }.map(JSONNode.string)),
            "isAtAll": false,
        ]
        // Nobody is told whose number does not stand in the text too.
        let mentions = people.map { "@\($0)" }.joined(separator: " ")
        guard context.form == .rich else {
            var lines = content.lines.map { plain.string($0) }
            if !people.isEmpty {
                lines.append(plain.string(content.mentionLabel) + mentions)
            }
            return ["msgtype": "text", "text": ["content": .string(lines.joined(separator: "\n"))], "at": at]
        }
        var blocks = ["#### " + markdown.string(content.title)] + content.blocks.map { block($0, content.colon) }
        if !people.isEmpty {
            blocks.append(markdown.string(content.mentionLabel) + mentions)
        }
        blocks.append(markdown.string(content.footer))
        return [
            "msgtype": "markdown",
            "markdown": [
                // The notification bar shows it as it is.
                "title": .string(markdown.string(content.title)),
                "text": .string(blocks.joined(separator: "\n\n")),
            ],
            "at": at,
        ]
    }

    private static func block(_ block: MessageContent.Block, _ colon: Words) -> String {
        switch block {
        case .paragraph(let words): markdown.string(words)
        case .entry(let number, let lines):
            "**\(number).** " + lines.map { markdown.string($0) }.joined(separator: "  \n")
        case .fields(let fields):
            fields.map { field in
                "- **\(markdown.string(field.label))**\(markdown.string(colon + field.value))"
            }
            .joined(separator: "\n")
        }
    }
}

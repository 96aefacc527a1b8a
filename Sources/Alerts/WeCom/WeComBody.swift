/// Messages of a group's robot in WeCom: Markdown, or plain text.
///
/// Its subset of Markdown knows `<@userid>` and `<font>` and has no way to escape anything (WeCom, "message push"), so what
/// would be markup stands there in fullwidth forms.
enum WeComBody: MessageLayout {
    private static let markdown = Markup(
        replacing: Markup.fullwidth("@<>&[]*`#!\\|"),
        onEdges: Markup.fullwidth("_~"),
        breaksAddresses: true
    )
    private static let plain = Markup(replacing: Markup.fullwidth("@<>&"))

    /// WeCom takes 4,096 bytes of Markdown and 2,048 of text (WeCom, "message push").
    static func room(_ form: MessageContext.Form) -> Int {
        form == .rich ? 4000 : 2000
    }

    /// Only the content counts, before it becomes JSON.
    static func size(_ body: JSONNode) -> Int {
        guard case .object(let body) = body, case .object(let text) = body["markdown"] ?? body["text"],
            case .string(let content) = text["content"]
        else { return 0 }
        return content.utf8.count
    }

    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode {
        let people = MentionList([\.wecom], of: message, context).people
        guard context.form == .rich else {
            let text = content.lines.map { plain.string($0) }.joined(separator: "\n")
            return [
                "msgtype": "text",
                "text": ["content": .string(text), "mentioned_list": .array(people.map(JSONNode.string))],
            ]
        }
        let title = "<font color=\"\(color(content.tone))\">\(markdown.string(content.title))</font>"
        var lines = [title] + content.blocks.map { block($0, content.colon) }
        if !people.isEmpty {
            lines.append(markdown.string(content.mentionLabel) + people.map { "<@\($0)>" }.joined(separator: " "))
        }
        lines.append(markdown.string(content.footer))
        return ["msgtype": "markdown", "markdown": ["content": .string(lines.joined(separator: "\n\n"))]]
    }

    /// WeCom has three colours: `warning` is orange, `comment` grey, `info` green.
    private static func color(_ tone: MessageContent.Tone) -> String {
        switch tone {
        case .severity(.deny), .severity(.warn): "warning"
        case .severity(.audit): "comment"
        case .test: "info"
        }
    }

    private static func block(_ block: MessageContent.Block, _ colon: Words) -> String {
        switch block {
        case .paragraph(let words): markdown.string(words)
        case .entry(let number, let lines):
            "**\(number).** " + lines.map { markdown.string($0) }.joined(separator: "\n")
        case .fields(let fields):
            fields.map { field in
                "> **\(markdown.string(field.label))**\(markdown.string(colon + field.value))"
            }
            .joined(separator: "\n")
        }
    }
}

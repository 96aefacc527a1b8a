/// Messages of an incoming webhook of Slack: blocks, or text alone.
///
/// Strangers' values stand in `plain_text` of blocks, where Slack looks for no formatting; `&`, `<` and `>` are escaped
/// everywhere (Slack, "formatting text for app surfaces"). The text beside the blocks, which notifications show, is always
/// formatted, and Slack has no escape for its asterisks: they stand there in fullwidth forms.
enum SlackBody: MessageLayout {
    private static let entities: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
    private static let plain = Markup(replacing: entities)
    private static let formatted = Markup(
        replacing: entities.merging(Markup.fullwidth("*`[]")) { entity, _ in entity },
        onEdges: Markup.fullwidth("_~@#"),
        breaksAddresses: true
    )

    /// Characters of texts by their place (Slack, "Block Kit reference").
    private enum Limit {
        static let header = 150
        static let section = 3000
        static let field = 2000
        static let context = 2000
        static let fieldsOfSection = 10
    }

    /// Slack cuts a text at 40,000 characters.
    static func room(_ form: MessageContext.Form) -> Int {
        (form == .rich ? 38_000 : 19_000) - signature
    }

    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode {
        let people = MentionList([\.slack], of: message, context).people.compactMap(mention).joined(separator: " ")
        let label = formatted.string(content.mentionLabel)
        guard context.form == .rich else {
            let lines = content.lines.map { formatted.string($0) } + (people.isEmpty ? [] : [label + people])
            return ["text": .string(lines.joined(separator: "\n"))]
        }
        var blocks: [JSONNode] = [["type": "header", "text": text(content.title, Limit.header)]]
        blocks += content.blocks.flatMap(self.blocks)
        if !people.isEmpty {
            blocks.append([
                "type": "section", "text": ["type": "mrkdwn", "text": .string(label + people), "verbatim": true],
            ])
        }
        blocks.append(["type": "context", "elements": [text(content.footer, Limit.context)]])
        return ["text": .string(formatted.string(content.title)), "blocks": .array(blocks)]
    }

    /// A mention of a member, `U…` or `W…`, or of a group of users, `S…`; nil for what is neither.
    private static func mention(_ person: String) -> String? {
        switch person.utf8.first {
        case UInt8(ascii: "U"), UInt8(ascii: "W"): "<@\(person)>"
        case UInt8(ascii: "S"): "<!subteam^\(person)>"
        default: nil
        }
    }

    private static func blocks(_ block: MessageContent.Block) -> [JSONNode] {
        switch block {
        case .paragraph(let words): return [["type": "section", "text": text(words, Limit.section)]]
        case .entry(let number, let lines):
            let words = Words.ours("\(number). ") + lines.joined("\n")
            return [["type": "section", "text": text(words, Limit.section)]]
        case .fields(let fields):
            return stride(from: 0, to: fields.count, by: Limit.fieldsOfSection).map { start in
                let texts = fields[start...].prefix(Limit.fieldsOfSection).map { field in
                    text(field.label + "\n" + field.value, Limit.field)
                }
                return ["type": "section", "fields": .array(texts)]
            }
        }
    }

    private static func text(_ words: Words, _ limit: Int) -> JSONNode {
        ["type": "plain_text", "text": .string(plain.string(words, limit: limit)), "emoji": false]
    }
}

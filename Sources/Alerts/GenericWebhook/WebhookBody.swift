/// The program's own JSON, for any HTTP server: everything as it is, and the text that people would read. Its schema is
/// `docs/alert-webhook.schema.json`.
enum WebhookBody: MessageLayout {
    /// Whoever takes the body escapes for his own markup: the text has nothing but what prints.
    private static let markup = Markup()

    static func room(_ form: MessageContext.Form) -> Int {
        (form == .rich ? 256 << 10 : 128 << 10) - signature
    }

    static func body(
        _ content: MessageContent,
        _ message: Message,
        _ context: MessageContext,
        _ extent: Extent
    ) -> JSONNode {
        let shown = message.items.prefix(extent.items)
        let hidden = message.items.dropFirst(extent.items)
        // Values stay whole as long as the body has room for one item.
        let characters = extent.characters < Extent.full(items: 1).characters ? extent.characters : nil
        var fields: [String: JSONNode] = [
            "version": "1",
            "id": .string(message.id),
            "purpose": .string(message.purpose.rawValue),
            "cluster": .string(context.cluster),
            "count": .number(message.count),
            "hasNews": .bool(message.hasNews),
            "created": .string(Moment(message.created).universal),
            "alerts": .array(shown.map { WebhookFacts(characters: characters).alert($0) }),
            "furtherItems": .number(hidden.count + message.furtherItems),
            "furtherCount": .number(hidden.reduce(message.furtherCount) { $0 + $1.count }),
            "unrecorded": .number(message.unrecorded),
            "text": .string(content.lines.map { markup.string($0) }.joined(separator: "\n")),
        ]
        if let severity = message.severity {
            fields["severity"] = .string(severity.rawValue)
        }
        return .object(fields)
    }
}

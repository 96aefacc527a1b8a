/// What is posted to a service for a message.
package enum MessageBody {
    /// The body for a service, without signature, always within the service's byte limit less 256 bytes for the signature
    /// fields. A message that is too long shows fewer items, and the values of the last one cut short; the numbers of what
    /// is not shown stand in it.
    package static func of(_ message: Message, for kind: Receiver.Kind, _ context: MessageContext) -> JSONNode {
        body(message, for: kind, context, room: nil)
    }

    /// The same with another room than the service's. What cannot be left out (keyword, cluster, id and totals) is there
    /// even where there is no room for it.
    static func body(
        _ message: Message,
        for kind: Receiver.Kind,
        _ context: MessageContext,
        room: Int?
    ) -> JSONNode {
        switch kind {
        case .feishu: fitted(message, context, room, FeishuBody.self, items: Composer.mostItems)
        case .dingtalk: fitted(message, context, room, DingTalkBody.self, items: Composer.mostItems)
        case .wecom: fitted(message, context, room, WeComBody.self, items: Composer.mostItems)
        case .slack: fitted(message, context, room, SlackBody.self, items: Composer.mostItems)
        case .webhook: fitted(message, context, room, WebhookBody.self, items: .max)
        // Its limits are far away, and it shows alerts one by one.
        case .alertmanager: AlertmanagerBody.body(message, context)
        }
    }

    private static func fitted(
        _ message: Message,
        _ context: MessageContext,
        _ room: Int?,
        _ layout: (some MessageLayout).Type,
        items: Int
    ) -> JSONNode {
        let room = room ?? layout.room(context.form)
        return Extent.largest(
            items: min(message.items.count, items),
            make: { layout.body(Composer(message, context, $0).content, message, context, $0) },
            fits: { layout.size($0) <= room }
        )
    }
}

/// What mends what an incoming webhook of Slack refuses (Slack, "incoming webhooks").
enum SlackFix {
    /// Nil for a word that says no more than the kind of the outcome.
    static func text(_ delivery: Delivery, _ receiver: Receiver) -> String? {
        switch delivery.code {
        case "invalid_payload"?, "no_text"?, "invalid_blocks"?:
            "nothing that a setting could mend: the message is sent in a plainer form"
        case "no_service"?, "no_team"?, "invalid_token"?:
            "add an incoming webhook anew and copy its URL into \(receiver.url): this one is removed or disabled"
        case "channel_not_found"?: "add an incoming webhook for another channel: this one's is gone"
        case "channel_is_archived"?: "unarchive the channel, or add an incoming webhook for another"
        case "action_prohibited"?: "have an administrator of the workspace allow this webhook to post"
        default: nil
        }
    }
}

/// What mends what a custom bot of Feishu or Lark refuses (Feishu, custom bot guide).
enum FeishuFix {
    /// Nil for a code that says no more than the kind of the outcome.
    static func text(_ delivery: Delivery, _ receiver: Receiver) -> String? {
        switch (delivery.code, delivery.outcome) {
        case ("19001"?, _):
            "copy the bot's webhook address into \(receiver.url): the bot is gone, or the address is not whole, or it is of "
                + "the other of Feishu and Lark"
        case ("19007"?, _): "enable the bot in the settings of its group"
        case ("19021"?, _): CommonFix.signature(delivery, receiver)
        case ("19022"?, _): CommonFix.address(nil)
        case ("19024"?, _): CommonFix.keyword(receiver)
        case ("19036"?, _): "nothing: the message was too large as a card, and is sent in a plainer form"
        case ("11232"?, .rateLimited(let pause, _)):
            CommonFix.waiting(pause) + "; Feishu is at its limit at full and half hours, whoever sends"
        case ("9499"?, .payload):
            "nothing that a setting could mend: the message was malformed or larger than 20 KB, and is sent in a plainer "
                + "form"
        default: nil
        }
    }
}

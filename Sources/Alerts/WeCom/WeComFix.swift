/// What mends what a robot of WeCom refuses (WeCom, document 99110).
enum WeComFix {
    /// Nil for a code that says no more than the kind of the outcome.
    static func text(_ delivery: Delivery, _ receiver: Receiver) -> String? {
        switch delivery.code {
        case "93000"?: "copy the robot's webhook address into \(receiver.url): there is no robot with this key"
        case "45009"?, "45033"?:
            "nothing: more than 20 messages came in a minute, from whoever uses the robot, and the server waits for 60 s"
        case "40058"?: "nothing: the message was longer than 4096 bytes, and is sent in a plainer form"
        default: nil
        }
    }
}

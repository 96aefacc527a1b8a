/// One try to deliver a message.
struct PostRequest: Hashable, Sendable {
    /// Names one try of one receiver's, so that an answer is counted once and for what it answers.
    struct Attempt: Hashable, Sendable {
        var receiver: String
        var number: Int
    }

    var attempt: Attempt
    var message: Message
    var receiver: Receiver
    var form: MessageContext.Form
}

/// Sends messages. What it is told of comes back at any time, on any thread, exactly once for each message.
package protocol Poster: Sendable {
    /// Puts `message` into words for `receiver`, signs it with the time of now, and posts it.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - receiver: where it goes.
    ///   - form: how much of it is shown.
    ///   - completion: told what became of it.
    func post(
        _ message: Message,
        to receiver: Receiver,
        form: MessageContext.Form,
        completion: @escaping @Sendable (Outcome) -> Void
    )
}

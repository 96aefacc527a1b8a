/// What became of one try to deliver a message, as the service's answer tells. Never a success unless the answer says so.
package enum Outcome: Hashable, Sendable {
    /// The service has said that it took the message.
    case delivered
    /// Too many messages: nothing may be sent before that time has passed.
    case rateLimited(pause: Duration, reason: String)
    /// It may go better later. The message may have arrived, where no answer came.
    case retryable(reason: String)
    /// The signature or its time was refused: one try with a fresh one, then as `configuration`.
    case signatureRefused(reason: String)
    /// Nobody's message is taken until somebody mends something.
    case configuration(reason: String)
    /// This message is not taken as it is: too large, or malformed.
    case payload(reason: String)
}

import Foundation

/// What a change of state asks for.
enum DeliveryAction: Hashable, Sendable {
    /// Post a message, once the outbox has it.
    case post(PostRequest)
    /// Say that a message did not go through for the first time.
    case reportRetry(receiver: String, id: String, reason: String)
    /// Say that a robot wants to be left alone.
    case reportPause(receiver: String, until: Date, reason: String)
    /// Say that a robot takes no message until somebody mends something.
    case reportDegraded(receiver: String, reason: String)
    /// Say that it takes messages again.
    case reportRecovered(receiver: String, since: Date)
    /// Say that alerts were given up. `id` is nil where they were in no message.
    case reportLoss(receiver: String, ReceiverCounters.Loss, id: String?, alerts: Int, reason: String?)
}

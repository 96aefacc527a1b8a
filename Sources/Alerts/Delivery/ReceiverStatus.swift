package import Foundation

/// How a receiver is, for people.
package struct ReceiverStatus: Hashable, Sendable {
    package let name: String
    /// Why it takes no message until somebody mends something, in its own words, and since when; nil while it takes some.
    package let degraded: String?
    package let since: Date?
    /// Messages that are put together and wait for an answer.
    package let waitingMessages: Int
    /// When the first of the alerts was that nobody has heard of yet.
    package let oldestWaiting: Date?

    init(_ state: ReceiverState) {
        name = state.name
        degraded = state.degradation?.reason
        since = state.degradation?.since
        waitingMessages = state.messages
        oldestWaiting = state.oldest
    }
}

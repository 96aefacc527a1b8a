package import Foundation

/// One finding that somebody wants to hear of: what the request path hands over, and nobody has looked at closely yet.
package struct Alert: Sendable {
    /// Names of the receivers that it goes to; never empty once it is queued.
    package var receivers: [String]
    /// When the review was judged.
    package var time: Date
    /// Says what was found. Called once, on the thread that talks to chat: words cost the request path nothing.
    package var facts: @Sendable () -> AlertFacts

    package init(receivers: [String], time: Date, facts: @escaping @Sendable () -> AlertFacts) {
        self.receivers = receivers
        self.time = time
        self.facts = facts
    }
}

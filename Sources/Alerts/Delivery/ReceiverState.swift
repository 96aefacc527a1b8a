import Foundation

/// How a receiver is, for whoever asks from outside the thread that talks to chat.
struct ReceiverState: Sendable {
    let name: String
    let counters: ReceiverCounters
    /// Whether the settings still have it.
    let isPresent: Bool
    let degradation: RobotState.Degradation?
    let lastSuccess: Date?
    /// Alerts that nobody has heard of yet, and when the first was.
    let waiting: Int
    let oldest: Date?
    /// Messages that are put together and wait for an answer.
    let messages: Int

    init(_ channel: Channel) {
        name = channel.receiver.name
        counters = channel.counters
        isPresent = true
        degradation = channel.robot.degradation
        lastSuccess = channel.lastSuccess
        waiting = channel.waiting
        oldest = channel.oldest
        messages = channel.sealed.count
    }

    /// A receiver that is gone.
    init(name: String, counters: ReceiverCounters) {
        self.name = name
        self.counters = counters
        isPresent = false
        degradation = nil
        lastSuccess = nil
        waiting = 0
        oldest = nil
        messages = 0
    }
}

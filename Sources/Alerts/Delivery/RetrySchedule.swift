import Foundation

/// When a message that did not go through is tried again: exponential back-off, any time up to it being as likely ("full
/// jitter"), so that many that failed together do not come together again.
enum RetrySchedule {
    /// Tries after which a message is unlikely to go through soon.
    static let quickTries = 8
    /// Seconds between two tries with a robot that takes no message until somebody mends something.
    static let probeInterval = 300.0

    /// The longest pause in seconds after so many tries.
    static func longestPause(after tries: Int) -> Double {
        let doubled = Double(1 << min(max(tries, 1) - 1, 16))
        return min(doubled, tries > quickTries ? 300 : 60)
    }

    /// A pause in seconds after so many tries.
    static func pause(after tries: Int, _ random: inout SeededRandom) -> Double {
        Double.random(in: 0...longestPause(after: tries), using: &random)
    }

    /// How long a robot is left alone that has said so for the `times`th time in a row, in seconds. Feishu does not say how
    /// long it refuses; its short pauses are doubled until they suffice.
    static func pause(_ asked: Double, times: Int, _ kind: Receiver.Kind) -> Double {
        guard kind == .feishu, asked < 60 else { return asked }
        return min(60, asked * Double(1 << min(max(times, 1) - 1, 16)))
    }
}

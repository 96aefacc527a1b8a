import Foundation

/// What numbers and times of an outbox can be: a damaged file holds any, and sums of them must not overflow.
enum OutboxBounds {
    static let numbers = 0...1_000_000_000
    /// Seconds before and after 1970, some three thousand years.
    static let time = 1e11

    /// Whether a message can be one that was written.
    static func hold(_ message: Message) -> Bool {
        let all = [message.furtherItems, message.furtherCount, message.unrecorded]
        return all.allSatisfy(numbers.contains) && holds(message.created)
            && message.items.allSatisfy { item in
                [item.count, item.toldBefore].allSatisfy(numbers.contains) && holds(item.first) && holds(item.last)
            }
    }

    static func hold(_ tally: Tally) -> Bool {
        numbers.contains(tally.count) && holds(tally.first) && holds(tally.last)
    }

    private static func holds(_ date: Date) -> Bool {
        abs(date.timeIntervalSince1970) < time
    }
}

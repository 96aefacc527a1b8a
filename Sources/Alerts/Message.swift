package import Foundation

/// A message to one receiver, before anybody has put it into words: kept until it is delivered, and the same at every try.
package struct Message: Codable, Hashable, Sendable {
    package enum Purpose: String, Codable, Sendable {
        /// Tells of alerts.
        case alerts
        /// Tries whether messages arrive.
        case test
    }

    /// One thing that was found, with all its repetitions.
    package struct Item: Codable, Hashable, Sendable {
        /// As of the last time that was as bad as any.
        package var facts: AlertFacts
        /// Times since the last message that told of it.
        package var count: Int
        /// Times that former messages told of.
        package var toldBefore: Int
        /// When the first and the last of `count` were.
        package var first: Date
        package var last: Date

        package init(facts: AlertFacts, count: Int, toldBefore: Int, first: Date, last: Date) {
            self.facts = facts
            self.count = count
            self.toldBefore = toldBefore
            self.first = first
            self.last = last
        }
    }

    /// Six hexadecimal digits, the same at every try, so that people recognise a repetition.
    package let id: String
    package var purpose: Purpose
    /// The receiver's name.
    package var receiver: String
    /// When the message was put together.
    package var created: Date
    /// The worst first, then what nobody was told of before, then the most frequent.
    package var items: [Item]
    /// Things beyond `items`, and how many alerts they were.
    @AddedLater package var furtherItems = 0
    @AddedLater package var furtherCount = 0
    /// Alerts of which nothing but the number is known, because more came than could be kept apart.
    @AddedLater package var unrecorded = 0

    package init(id: String, purpose: Purpose = .alerts, receiver: String, created: Date, items: [Item]) {
        self.id = id
        self.purpose = purpose
        self.receiver = receiver
        self.created = created
        self.items = items
    }

    /// All alerts that the message tells of.
    package var count: Int { items.reduce(furtherCount + unrecorded) { $0 + $1.count } }

    /// The worst severity; nil without items.
    package var severity: Severity? { items.map(\.facts.severity).max() }

    /// Whether something stands in it that no message told of before.
    package var hasNews: Bool { items.contains { $0.toldBefore == 0 } }
}

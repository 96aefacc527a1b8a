import Foundation

/// What has changed of one receiver since the outbox was told last.
struct OutboxChange: Sendable {
    /// What is kept once for each receiver.
    struct State: Hashable, Sendable {
        /// Alerts of which nothing but the number is known.
        var unrecorded: Tally?
        /// The identifier that the next message has.
        var spareID: String?
        var pausedUntil: Date?
        /// When the receiver's token bucket is full.
        var bucketFull: Date = .distantPast
    }

    var receiver: String
    /// Whether everything that the outbox has of the receiver goes first.
    var isRewrite: Bool
    /// Nil for a receiver of which nothing is kept.
    var state: State?
    var alerts: [AlertKey: KnownAlert] = [:]
    var forgotten: [AlertKey] = []
    /// Messages that are new or were tried.
    var messages: [SealedMessage] = []
    /// Identifiers of messages that wait no more.
    var removed: [String] = []

    init(receiver: String, isRewrite: Bool) {
        self.receiver = receiver
        self.isRewrite = isRewrite
    }
}

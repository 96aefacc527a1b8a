import Foundation

/// Where messages and what is known of alerts outlive the process. It never sees a URL, a secret or a signature. From one
/// thread.
protocol Outbox {
    /// Whether it outlives the process.
    var isOnDisk: Bool { get }

    /// What it holds, by the names of receivers.
    func load() throws -> [String: StoredChannel]

    /// Takes over changes: all of them, or none if it throws.
    func apply(_ changes: [OutboxChange]) throws
}

/// What an outbox holds of one receiver.
struct StoredChannel: Hashable, Sendable {
    var alerts: [AlertKey: KnownAlert] = [:]
    var messages: [SealedMessage] = []
    var state = OutboxChange.State()

    /// Alerts that nobody has heard of yet.
    var waiting: Int {
        let pending = alerts.values.reduce(0) { $0 + ($1.pending?.count ?? 0) }
        return messages.reduce(pending + (state.unrecorded?.count ?? 0)) { $0 + $1.message.count }
    }
}

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

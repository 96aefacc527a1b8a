import Foundation
import Logging

/// Keeps the outbox up to date, as well as it goes: while it cannot be written everything goes on in memory.
struct OutboxWriter {
    /// How old changes get that nobody waits for.
    private static let delay = Duration.seconds(1)
    private let outbox: any Outbox
    private let logger: Logger
    /// How long an outbox that cannot be written is left alone.
    private let retryDelay: Duration
    /// When changes that nobody waits for may be written; nil while there are none.
    private var nextWrite: ContinuousClock.Instant?
    /// When a failing outbox is tried again; nil while it does not fail.
    private var nextTry: ContinuousClock.Instant?

    init(_ outbox: any Outbox, _ logger: Logger, retryDelay: Duration = .seconds(10)) {
        self.outbox = outbox
        self.logger = logger
        self.retryDelay = retryDelay
    }

    /// Whether what is written outlives the process.
    var isOnDisk: Bool { outbox.isOnDisk && nextTry == nil }

    /// Writes what has changed, if it is time to.
    ///
    /// - Parameters:
    ///   - dispatcher: what has changed.
    ///   - isLast: whether there is no later time.
    /// - Returns: when to be called again at the latest; nil for when there are changes.
    mutating func write(_ dispatcher: inout Dispatcher, isLast: Bool = false) -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        guard isLast || dispatcher.isUrgent || nextWrite.map({ $0 <= now }) ?? false else {
            nextWrite = nextWrite ?? (dispatcher.hasChanges ? now + Self.delay : nil)
            return nextWrite
        }
        if let nextTry, nextTry > now, !isLast {
            return nextTry
        }
        let changes = dispatcher.takeChanges()
        do {
            if !changes.isEmpty {
                try outbox.apply(changes)
            }
            if nextTry != nil {
                logger.notice("alerts: the outbox is written again")
            }
            (nextWrite, nextTry) = (nil, nil)
        } catch {
            dispatcher.giveBack(changes)
            if nextTry == nil {
                logger.error(
                    "alerts: the outbox cannot be written; what waits is in memory only",
                    metadata: ["error": "\(error)"]
                )
            }
            let next = now + retryDelay
            (nextWrite, nextTry) = (next, next)
        }
        return nextWrite
    }
}

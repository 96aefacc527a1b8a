import Foundation
import Logging

/// Says what becomes of messages, once for each change.
struct DeliveryLog: Sendable {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    func write(_ action: DeliveryAction) {
        switch action {
        case .post:
            break
        case .reportRetry(let receiver, let id, let reason):
            logger.warning(
                "alerts: a message did not go through and is tried again",
                metadata: ["receiver": "\(receiver)", "id": "\(id)", "reason": "\(reason)"]
            )
        case .reportPause(let receiver, let until, let reason):
            logger.warning(
                "alerts: a receiver takes no more messages for now; they are gathered",
                metadata: ["receiver": "\(receiver)", "until": "\(until.formatted(.iso8601))", "reason": "\(reason)"]
            )
        case .reportDegraded(let receiver, let reason):
            logger.error(
                "alerts: a receiver takes no messages until somebody mends something; it is tried every five minutes",
                metadata: ["receiver": "\(receiver)", "reason": "\(reason)"]
            )
        case .reportRecovered(let receiver, let since):
            logger.notice(
                "alerts: a receiver takes messages again",
                metadata: ["receiver": "\(receiver)", "since": "\(since.formatted(.iso8601))"]
            )
        case .reportLoss(let receiver, let loss, let id, let alerts, let reason):
            var metadata: Logger.Metadata = [
                "receiver": "\(receiver)", "cause": "\(loss.rawValue)", "alerts": "\(alerts)",
            ]
            metadata["id"] = id.map { "\($0)" }
            metadata["reason"] = reason.map { "\($0)" }
            logger.error("alerts: given up", metadata: metadata)
        }
    }

    /// Says where messages are kept until they are delivered.
    ///
    /// - Parameters:
    ///   - opening: what was found.
    ///   - folder: where.
    ///   - isLate: whether another process had the folder until now.
    func write(_ opening: OutboxOpening, in folder: String, isLate: Bool = false) {
        if let name = opening.setAside {
            logger.error(
                "alerts: the outbox was damaged and begins anew",
                metadata: ["folder": "\(folder)", "aside": "\(name)"]
            )
        }
        if let problem = opening.problem {
            logger.error(
                "alerts: what waits is in memory only, and lost with the process",
                metadata: ["folder": "\(folder)", "reason": "\(problem)"]
            )
            return
        }
        let waiting = opening.stored.values.reduce(0) { $0 + $1.waiting }
        if isLate {
            logger.notice(
                "alerts: no other process uses the folder any more; what waits is on disk from now on",
                metadata: ["folder": "\(folder)", "alerts": "\(waiting)"]
            )
        } else if !opening.stored.isEmpty {
            logger.info("alerts: the outbox was read", metadata: ["folder": "\(folder)", "alerts": "\(waiting)"])
        }
    }

    func writeThatThereIsNoFolder() {
        logger.warning("alerts: no folder was given; what waits is in memory only, and lost with the process")
    }

    /// Says what is left at the end.
    func writeEnd(waiting: Int, isKept: Bool) {
        guard waiting > 0 else { return }
        let metadata: Logger.Metadata = ["alerts": "\(waiting)"]
        if isKept {
            logger.notice("alerts: not all could be told; the rest is told after the next start", metadata: metadata)
        } else {
            logger.error("alerts: not all could be told; the rest is lost", metadata: metadata)
        }
    }
}

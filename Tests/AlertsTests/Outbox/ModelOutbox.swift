@testable import Alerts

/// An outbox that does with dictionaries what the one on disk should do with tables.
final class ModelOutbox: Outbox {
    let isOnDisk = true
    private(set) var channels: [String: StoredChannel] = [:]

    func load() -> [String: StoredChannel] { channels }

    func apply(_ changes: [OutboxChange]) {
        for change in changes {
            var channel = channels[change.receiver] ?? StoredChannel()
            if change.isRewrite {
                channel = StoredChannel()
            }
            if let state = change.state {
                channel.state = state
            }
            for (key, alert) in change.alerts {
                channel.alerts[key] = alert
                // Counted anew from the messages.
                channel.alerts[key]?.sealed = 0
            }
            for key in change.forgotten {
                channel.alerts[key] = nil
            }
            for message in change.messages {
                channel.messages.removeAll { $0.message.id == message.message.id }
                channel.messages.append(
                    SealedMessage(
                        message.message,
                        parts: message.parts,
                        unrecorded: message.unrecorded,
                        tries: message.tries,
                        notBefore: message.message.created
                    )
                )
            }
            channel.messages.removeAll { change.removed.contains($0.message.id) }
            channels[change.receiver] = channel.isEmpty ? nil : channel
        }
    }
}

extension StoredChannel {
    var isEmpty: Bool { alerts.isEmpty && messages.isEmpty && state == OutboxChange.State() }
}

import Synchronization
import Telemetry

/// What other threads leave for the one that talks to chat; it wakes it.
final class DeliveryMailbox: Sendable {
    /// All that was left since the thread looked last.
    struct Mail: Sendable {
        var answers: [(attempt: PostRequest.Attempt, outcome: Outcome)] = []
        var settings: AlertSettings?
        /// Whether something beyond the settings is mended.
        var isMended = false
        /// When the thread is to end at the latest.
        var end: ContinuousClock.Instant?

        var isEmpty: Bool { answers.isEmpty && settings == nil && !isMended && end == nil }
    }

    private let mail = Mutex(Mail())
    private let doorbell: Doorbell

    init(_ doorbell: Doorbell) {
        self.doorbell = doorbell
    }

    /// Leaves something.
    func leave(_ change: (inout Mail) -> Void) {
        mail.withLock { change(&$0) }
        doorbell.ring()
    }

    func take() -> Mail {
        mail.withLock { mail in
            defer { mail = Mail() }
            return mail
        }
    }

    var isEmpty: Bool { mail.withLock(\.isEmpty) }
}

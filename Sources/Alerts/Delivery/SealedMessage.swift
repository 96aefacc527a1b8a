import Foundation

/// A message that is put together and waits for a positive answer, with what it takes to undo it.
struct SealedMessage: Hashable, Sendable {
    /// What of a known alert stands in the message, among its items or beyond.
    struct Part: Codable, Hashable, Sendable {
        var key: AlertKey
        var tally: Tally
        var severity: Severity
    }

    let message: Message
    private(set) var parts: [Part]
    /// Alerts of which nothing but the number is known.
    private(set) var unrecorded: Tally?
    /// Tries that may go better later.
    private(set) var tries: Int
    var form: MessageContext.Form
    /// When it may be tried next.
    var notBefore: Date
    /// Whether it was signed afresh because its signature was refused.
    var isResigned = false
    /// Times that the robot took another message after it had refused this one, slow tries alone.
    private(set) var overtakings = 0
    /// Tries when it was overtaken last.
    private var triesWhenOvertaken = RetrySchedule.quickTries
    /// When the first and the last of its alerts were.
    private(set) var oldest: Date
    private(set) var newest: Date

    init(_ message: Message, parts: [Part], unrecorded: Tally?, tries: Int = 0, notBefore: Date) {
        self.message = message
        self.parts = parts
        self.unrecorded = unrecorded
        self.tries = tries
        self.notBefore = notBefore
        form = Self.form(after: tries)
        let tallies = parts.map(\.tally) + (unrecorded.map { [$0] } ?? [])
        oldest = tallies.map(\.first).min() ?? message.created
        newest = tallies.map(\.last).max() ?? message.created
    }

    /// Whether it has failed so often that it may be the message and not the service.
    var isSlow: Bool { tries >= RetrySchedule.quickTries }

    /// Something on the way may not let pass what the message shows, without saying so: the plain form shows less.
    private static func form(after tries: Int) -> MessageContext.Form {
        tries >= RetrySchedule.quickTries ? .plain : .rich
    }

    /// Notes a try that may go better later.
    mutating func fail(notBefore: Date) {
        tries += 1
        self.notBefore = notBefore
        if form == .rich {
            form = Self.form(after: tries)
        }
    }

    /// Notes that the robot took another message.
    mutating func noteOvertaking() {
        guard tries > triesWhenOvertaken else { return }
        overtakings += 1
        triesWhenOvertaken = tries
    }

    /// Follows a clock that was put back by so many seconds.
    mutating func turnBack(by seconds: Double) {
        notBefore -= seconds
        oldest -= seconds
        newest -= seconds
        for index in parts.indices {
            parts[index].tally.turnBack(by: seconds)
        }
        unrecorded?.turnBack(by: seconds)
    }

    /// Forgets what the alerts are about, and keeps their number.
    mutating func detach() {
        parts = []
        unrecorded = Tally(count: message.count, first: oldest, last: newest)
    }
}

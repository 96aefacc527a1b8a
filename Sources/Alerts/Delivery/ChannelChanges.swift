/// What the outbox does not know yet of a channel, apart from its open alerts.
struct ChannelChanges: Sendable {
    /// Whether the outbox is to forget everything first.
    var isRewrite = false
    /// Whether the robot or the number of alerts has changed of which nothing else is known.
    var hasState = false
    /// Identifiers of messages that are new or were tried.
    var changed: Set<String> = []
    /// Identifiers of messages that wait no more.
    var removed: Set<String> = []

    var isEmpty: Bool { !isRewrite && !hasState && changed.isEmpty && removed.isEmpty }
}

package import Foundation

/// What a message is put into words with, besides itself.
package struct MessageContext: Sendable {
    /// How much of a message is shown, the richest first. A service that refuses a body as too large or malformed gets the
    /// next form.
    package enum Form: Int, CaseIterable, Sendable {
        /// The service's richest form: a card.
        case rich
        /// Its plain form, with half the room.
        case plain
    }

    package var cluster: String
    package var timeZone: TimeZone
    package var language: Language
    package var keyword: String?
    /// Whom every message mentions that has news.
    package var mentions: Mentions
    package var form: Form
    /// When the message is sent.
    package var now: Date

    package init(_ settings: AlertSettings, _ receiver: Receiver, form: Form, now: Date) {
        cluster = settings.cluster
        timeZone = settings.timeZone
        language = receiver.language
        keyword = receiver.keyword
        mentions = receiver.mentions
        self.form = receiver.isPlain ? .plain : form
        self.now = now
    }
}

/// What a file of settings is called in messages, and what they may show of it.
package struct SettingsKind: Sendable {
    /// `a policy`
    let nameWithArticle: String
    /// `policy`
    let name: String
    /// What to write in a file that is empty.
    let smallest: String
    /// Whether somebody may have written a credential where none belongs: then no message shows a text that looks like one.
    let mayHoldSecrets: Bool

    /// - Parameters:
    ///   - article: `a` or `an`.
    ///   - name: what the file is.
    ///   - smallest: what to write in a file that is empty.
    ///   - mayHoldSecrets: whether messages leave out what looks like a credential.
    package init(article: String, name: String, smallest: String, mayHoldSecrets: Bool) {
        nameWithArticle = "\(article) \(name)"
        self.name = name
        self.smallest = smallest
        self.mayHoldSecrets = mayHoldSecrets
    }

    static let policy = SettingsKind(
        article: "a",
        name: "policy",
        smallest: "{} for a policy of standard values",
        mayHoldSecrets: false
    )
}

package import Admission
package import Alerts

extension AlertConfiguration {
    /// Reads an alerts file whole.
    ///
    /// - Parameters:
    ///   - yaml: the text of the file.
    ///   - file: its name, for messages.
    ///   - check: says what is wrong with a receiver beyond the file, such as the host of its URL; nil if nothing is.
    ///   - checkCA: says the same of the path of a file of CAs.
    /// - Returns: the configuration.
    /// - Throws: `SettingsProblems` with everything that is wrong; none of them shows a URL or a secret.
    package static func read(
        yaml: String,
        file: String,
        check: (Receiver) -> String? = { _ in nil },
        checkCA: (String) -> String? = { _ in nil }
    ) throws(SettingsProblems) -> AlertConfiguration {
        let reader = SettingsReader(.alerts)
        guard let root = reader.document(yaml) else { throw reader.failure(of: file) }
        let configuration = AlertFileReader(reader).read(root, check, checkCA)
        guard reader.problems.isEmpty else { throw reader.failure(of: file) }
        return configuration
    }
}

extension SettingsKind {
    fileprivate static let alerts = SettingsKind(
        article: "an",
        name: "alerts file",
        smallest: "cluster, receivers and defaultReceiver at least",
        mayHoldSecrets: true
    )
}

package import Admission
package import Alerts
import Foundation

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

// For commands, and for the server.
extension AlertConfiguration {
    /// Reads an alerts file for a look at it.
    ///
    /// - Parameters:
    ///   - file: the file's path; `-` reads standard input.
    ///   - check: says what is wrong with a receiver beyond the file, such as the host of its URL; nil if nothing is.
    ///   - checkCA: says the same of the path of a file of CAs.
    /// - Returns: the configuration.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package static func load(
        _ file: String,
        check: (Receiver) -> String? = { _ in nil },
        checkCA: (String) -> String? = { _ in nil }
    ) throws(ConfigurationError) -> AlertConfiguration {
        let name = file == FileContents.standardInput ? "stdin" : file
        return try parse(try ConfigurationSubject.alerts.read(file), name, check, checkCA)
    }

    /// Reads a configuration out of the bytes of `file`.
    static func parse(
        _ bytes: Data,
        _ file: String,
        _ check: (Receiver) -> String?,
        _ checkCA: (String) -> String?
    ) throws(ConfigurationError) -> AlertConfiguration {
        let text = try ConfigurationSubject.alerts.text(bytes, file)
        do throws(SettingsProblems) {
            return try read(yaml: text, file: file, check: check, checkCA: checkCA)
        } catch {
            throw ConfigurationError(error.description)
        }
    }

    /// What is to be said about an alerts file before anybody serves with it: one line that counts what is in it.
    ///
    /// - Parameters:
    ///   - file: the file's path; `-` reads standard input.
    ///   - check: says what is wrong with a receiver beyond the file, such as the host of its URL; nil if nothing is.
    ///   - checkCA: says the same of the path of a file of CAs.
    /// - Returns: the line.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file, a line for each problem.
    package static func summary(
        of file: String,
        check: (Receiver) -> String? = { _ in nil },
        checkCA: (String) -> String? = { _ in nil }
    ) throws(ConfigurationError) -> String {
        let configuration = try load(file, check: check, checkCA: checkCA)
        let name = file == FileContents.standardInput ? "stdin" : file
        let parts = [
            count(configuration.settings.receivers.count, "receiver", "receivers"),
            count(configuration.routes.count, "route", "routes"),
            count(configuration.onCall.entries.count, "entry of people on call", "entries of people on call"),
        ]
        return "\(name): fine: cluster \(configuration.settings.cluster), \(parts.joined(separator: ", "))"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}

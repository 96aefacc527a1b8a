import Admission
package import Alerts

/// What is to be said about an alerts file before anybody serves with it.
package struct AlertReport: Sendable {
    package let outcome: PolicyReport.Outcome
    /// A line for each problem, or one that says what is in the file.
    package let text: String

    private init(_ outcome: PolicyReport.Outcome, _ text: String) {
        self.outcome = outcome
        self.text = text
    }

    /// - Parameters:
    ///   - file: the file's path; `-` reads standard input.
    ///   - check: says what is wrong with a receiver beyond the file, such as the host of its URL; nil if nothing is.
    ///   - checkCA: says the same of the path of a file of CAs.
    package init(
        file: String,
        check: (Receiver) -> String? = { _ in nil },
        checkCA: (String) -> String? = { _ in nil }
    ) {
        let name = file == FileContents.standardInput ? "stdin" : file
        let text: String
        do throws(ConfigurationError) {
            text = try ConfigurationSubject.alerts.text(try ConfigurationSubject.alerts.read(file), name)
        } catch {
            self.init(.unreadable, error.description)
            return
        }
        do throws(SettingsProblems) {
            let configuration = try AlertConfiguration.read(yaml: text, file: name, check: check, checkCA: checkCA)
            self.init(.fine, "\(name): fine: \(configuration.summary)")
        } catch {
            self.init(.problems, error.description)
        }
    }
}

extension AlertConfiguration {
    /// What is in the file, counted.
    fileprivate var summary: String {
        let parts = [
            Self.count(settings.receivers.count, "receiver", "receivers"),
            Self.count(routes.routes.count, "route", "routes"),
            Self.count(onCall.entries.count, "entry of people on call", "entries of people on call"),
        ]
        return "cluster \(settings.cluster), \(parts.joined(separator: ", "))"
    }

    private static func count(_ number: Int, _ one: String, _ many: String) -> String {
        "\(number) \(number == 1 ? one : many)"
    }
}

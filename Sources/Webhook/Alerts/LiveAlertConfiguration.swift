package import Alerts
import Foundation

/// The alerts file as it counts now.
package typealias LiveAlertConfiguration = LiveFile<AlertConfiguration>

extension LiveFile where Value == AlertConfiguration {
    /// - Parameters:
    ///   - file: the file to read.
    ///   - check: says what is wrong with a receiver beyond the file, such as the host of its URL; nil if nothing is.
    ///   - checkCA: says the same of the path of a file of CAs.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package convenience init(
        file: String,
        check: @escaping @Sendable (Receiver) -> String? = { _ in nil },
        checkCA: @escaping @Sendable (String) -> String? = { _ in nil }
    ) throws(ConfigurationError) {
        try self.init(file: file, .alerts) { bytes, file throws(ConfigurationError) in
            try AlertConfiguration.parse(bytes, file, check, checkCA)
        }
    }
}

extension ConfigurationSubject {
    static let alerts = ConfigurationSubject(
        name: "the alerts file",
        fileName: "the alerts file",
        plural: "Configurations of alerts",
        metric: "alerts",
        standard: "no alerts"
    )
}

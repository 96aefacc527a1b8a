import Foundation

/// The alerts file as it counts now.
package typealias LiveAlertConfiguration = LiveFile<AlertConfiguration>

extension LiveFile where Value == AlertConfiguration {
    /// The file alone is looked at: what it names may come later, and a robot that cannot be written to is no reason not to
    /// answer reviews.
    ///
    /// - Parameter file: the file to read.
    /// - Throws: `ConfigurationError` with everything that is wrong with the file.
    package convenience init(file: String) throws(ConfigurationError) {
        try self.init(file: file, .alerts) { bytes, file throws(ConfigurationError) in
            try AlertConfiguration.parse(bytes, file, { _ in nil }, { _ in nil })
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

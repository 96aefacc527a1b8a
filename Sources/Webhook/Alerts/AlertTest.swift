import Alerts
import Foundation

/// A test message to one receiver.
package struct AlertTest {
    private let receiver: Receiver
    private let settings: AlertSettings

    /// - Parameters:
    ///   - alertsFile: who hears of what.
    ///   - name: the name of the receiver.
    /// - Throws: `ConfigurationError` for a file that cannot be used, or a receiver that there is not.
    package init(alertsFile: String, receiver name: String) throws(ConfigurationError) {
        if let obstacle = TrustedCA.obstacle {
            throw ConfigurationError(obstacle)
        }
        let configuration = try AlertConfiguration.load(alertsFile)
        settings = configuration.settings
        receiver = try configuration.receiver(called: name)
        if let problem = TrustedCA.trust(settings.caFile) {
            throw ConfigurationError("\(alertsFile): ca: \(problem)")
        }
    }

    /// Sends the message, and waits for the answer.
    ///
    /// - Returns: whether the message was taken, and what the service said, in plain words.
    package func run() -> (isDelivered: Bool, text: String) {
        let poster = URLSessionPoster(settings, version: Version.current)
        let id = String(String(UInt32.random(in: 0...0xFF_FFFF) | 0x100_0000, radix: 16).dropFirst())
        let message = Message(id: id, purpose: .test, receiver: receiver.name, created: .now, items: [])
        var delivery = poster.deliver(message, to: receiver, form: .rich)
        if case .payload = delivery.outcome {
            // As the server does.
            delivery = poster.deliver(message, to: receiver, form: .plain)
        }
        return (delivery.outcome == .delivered, Diagnosis(delivery, receiver).lines.joined(separator: "\n"))
    }
}

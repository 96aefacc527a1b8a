import Foundation

/// Where a message goes, with what signs it: read anew for each message, so that a secret that was exchanged counts at once.
struct Destination: Sendable {
    let url: RobotURL
    let secret: Secret?

    /// - Throws: `DestinationError` that names the receiver and where its secrets stand.
    init(
        _ receiver: Receiver,
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(DestinationError) {
        func fail(_ what: String, _ source: SecretSource, _ problem: String) -> DestinationError {
            DestinationError(description: "receiver \(receiver.name): the \(what) in \(source) \(problem)")
        }
        let text: Secret
        do throws(SecretError) {
            text = try receiver.url.read(environment)
        } catch {
            throw DestinationError(description: "receiver \(receiver.name): its URL: \(error)")
        }
        do throws(RobotURLError) {
            url = try RobotURL(text, for: receiver)
        } catch {
            throw fail("URL", receiver.url, error.description)
        }
        if let variable = url.plainProxy(environment) {
            let danger = "begins with http://, and \(variable) would take it off this machine"
            throw fail("URL", receiver.url, "\(danger): add its host to NO_PROXY")
        }
        guard let source = receiver.secret else {
            secret = nil
            return
        }
        guard [.feishu, .dingtalk].contains(receiver.kind) else {
            throw fail("secret", source, "has no use: \(receiver.kind.service) takes no signatures")
        }
        do throws(SecretError) {
            secret = try source.read(environment)
        } catch {
            throw DestinationError(description: "receiver \(receiver.name): its secret: \(error)")
        }
    }
}

/// What keeps messages to a receiver from being sent at all.
struct DestinationError: Error, Hashable, CustomStringConvertible {
    let description: String
}

extension Receiver {
    /// What is wrong with where the receiver's URL and secret stand, and with what stands there now; nil for nothing. Shows
    /// none of it.
    package func problem(
        _ environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> String? {
        do throws(DestinationError) {
            _ = try Destination(self, environment)
            return nil
        } catch {
            return error.description
        }
    }
}

import ArgumentParser
import Transport
import Webhook

/// Tells input that cannot be used apart from what a command has found: it has an exit status of its own.
enum Unusable {
    private static let status: CInt = 2

    /// Runs `body`; where it fails for a configuration that cannot be used, says why and ends the command with 2.
    static func guarding<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as ConfigurationError {
            StandardError.write(Array("Error: \(error)\n".utf8))
            throw ExitCode(status)
        }
    }
}

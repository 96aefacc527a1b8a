import Foundation

/// What a file of the configuration is about, in the words of messages, logs and metrics.
struct ConfigurationSubject: Sendable {
    /// `the policy`
    let name: String
    /// `the policy's file`
    let fileName: String
    /// At the beginning of a sentence: `Policies`.
    let plural: String
    /// Behind the program's prefix in the names of metrics: `policy`.
    let metric: String
    /// What counts without a file.
    let standard: String

    static let policy = ConfigurationSubject(
        name: "the policy",
        fileName: "the policy's file",
        plural: "Policies",
        metric: "policy",
        standard: "the standard policy"
    )

    /// The bytes of a file.
    func read(_ file: String) throws(ConfigurationError) -> Data {
        do {
            return try FileContents.of(file)
        } catch {
            throw ConfigurationError("\(file): \(name) cannot be read: \(error.reason)")
        }
    }

    /// The text that the bytes of `file` are.
    func text(_ bytes: Data, _ file: String) throws(ConfigurationError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ConfigurationError("\(file): \(name) cannot be read: it is not UTF-8")
        }
        return text
    }
}

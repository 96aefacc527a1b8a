/// What one log line says in fields of its own, in order, for callers that have more to say than a message.
///
/// Passed as the one value of a metadata dictionary: `metadata: ["decision": .stringConvertible(fields)]`. The key is then
/// not written; the fields stand at the top of the line. A class of its own, which the handler recognises without
/// searching the program for conformances.
package final class LogFields: Sendable, CustomStringConvertible {
    /// Fields of a JSON object with commas between.
    let json: [UInt8]

    package init(json: [UInt8]) {
        self.json = json
    }

    package var description: String { "{\(String(decoding: json, as: UTF8.self))}" }
}

/// What one log line says in fields of its own, in order, for callers that have more to say than a message.
///
/// Passed as the one value of a metadata dictionary: `metadata: ["decision": .stringConvertible(record)]`. The key is then
/// not written; the fields stand at the top of the line.
package protocol LogFields: Sendable, CustomStringConvertible {
    func write(to line: inout LogLine)
}

package import Foundation

/// A call that `RobotFakes` recorded.
package struct RobotCall: Decodable, Sendable {
    /// Its place among all calls, from 1.
    package let number: Int
    package let service: RobotService
    package let time: Date
    package let method: String
    package let path: String
    /// As it came; empty for none.
    package let rawQuery: String
    /// Decoded once; the first value of each name.
    package let query: [String: String]
    /// By their names in lower case.
    package let headers: [String: String]
    /// The body as text.
    package let body: String
    /// Bytes of the body.
    package let bytes: Int
    /// What was answered; nil where nothing was, or a fault took it.
    package let status: Int?
    package let answer: String?
    /// Whether the service took the message.
    package let accepted: Bool
    /// Why it did not, in the fakes' words.
    package let reason: String?
    /// Whether the call came while DingTalk took none.
    package let duringBan: Bool
    /// What went wrong on the way, whatever the service thought: `hang`.
    package let fault: String?
    /// Whom the service tells of an accepted message: identifiers, or `all`.
    package let mentions: [String]

    /// The body as a JSON object.
    ///
    /// - Throws: when it is none.
    package func object() throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any] else {
            throw CocoaError(.propertyListReadCorrupt)
        }
        return object
    }
}

import Alerts
import Foundation
import TestSupport

/// The six digits by which people know a message again, as they stand in it.
struct MessageID: Hashable, CustomStringConvertible {
    let description: String

    /// - Throws: where the message has none, or more than one.
    init(of call: RobotCall) throws {
        let body = try ParsedBody(Data(call.body.utf8))
        var found = Set(body.texts.filter { ["id", "annotations.message_id"].contains($0.path) }.map(\.value))
        for text in body.texts {
            found.formUnion(text.value.matches(of: /#([0-9a-f]{6})/).map { String($0.output.1) })
        }
        guard let id = found.first, found.count == 1 else { throw CocoaError(.propertyListReadCorrupt) }
        description = id
    }
}

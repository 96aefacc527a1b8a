import Alerts
import Foundation
import TestSupport

/// How many alerts a message tells of, as its reader counts them.
struct ReadCounts {
    /// What the title says; nil for the title of a single thing.
    let title: Int?
    /// All numbers of the list, with what is not listed and what is not recorded; 1 for a single thing.
    let list: Int
    /// What of it is not recorded one by one.
    let unrecorded: Int

    init(_ call: RobotCall) throws {
        let body = try ParsedBody(Data(call.body.utf8))
        let text = body.texts.filter { $0.path != "alerts.message" }.map(\.value).joined(separator: "\n")
        func numbers(_ pattern: Regex<(Substring, Substring)>) -> [Int] {
            text.matches(of: pattern.matchingSemantics(.unicodeScalar)).compactMap { Int($0.output.1) }
        }
        title = numbers(/· ([0-9]+) (?:alert|denial)/).first ?? numbers(/共 ([0-9]+) 次(?:告警|准入拒绝)/).first
        unrecorded = (numbers(/([0-9]+) alerts? not recorded/) + numbers(/另有 ([0-9]+) 次告警未能/)).reduce(0, +)
        let entries = numbers(/×([0-9]+)/)
        let more = numbers(/\+[0-9]+ more, with ([0-9]+) alert/) + numbers(/项未列出，共 ([0-9]+) 次告警/)
        list = entries.isEmpty && unrecorded == 0 ? 1 : (entries + more).reduce(unrecorded, +)
    }
}

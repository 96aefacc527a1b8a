import Foundation

extension Date {
    /// `2026-11-25T03:07:57Z`
    var inWords: String { formatted(.iso8601) }
}

/// The language of a receiver's messages, by its code in ISO 639-1.
package enum Language: String, CaseIterable, Codable, Sendable {
    /// Chinese, in simplified characters.
    case zh
    case en
}

import Kubernetes
import MIG
package import Yams

// Values that any file of settings may hold.
extension SettingsReader {
    /// A duration within bounds.
    package func duration(_ node: Node, at key: String, within bounds: ClosedRange<Duration>) -> Duration? {
        guard let text = text(node, at: key) else { return nil }
        guard let duration = GoDuration.parse(text) else {
            refuse(node, key, "\(quoted(text)) is no duration: write one such as 5s, 10m or 1h30m")
            return nil
        }
        guard bounds.contains(duration) else {
            let words = "\(bounds.lowerBound.inWords) to \(bounds.upperBound.inWords)"
            refuse(node, key, "\(quoted(text)) is out of bounds: write a duration from \(words)")
            return nil
        }
        return duration
    }

    /// A whole number within bounds.
    package func integer(_ node: Node, at key: String, within bounds: ClosedRange<Int>) -> Int? {
        guard let text = text(node, at: key) else { return nil }
        guard let number = Int(text), bounds.contains(number) else {
            let words = "\(bounds.lowerBound) to \(bounds.upperBound)"
            refuse(node, key, "\(quoted(text)) is no whole number from \(words)")
            return nil
        }
        return number
    }

    /// `true` or `false`.
    package func boolean(_ node: Node, at key: String) -> Bool? {
        guard let text = text(node, at: key) else { return nil }
        guard let flag = Bool(text) else {
            refuse(node, key, "\(quoted(text)) is neither true nor false")
            return nil
        }
        return flag
    }

    /// One of the values that there are, by its name; a message calls them `noun`.
    package func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: Node,
        at key: String,
        _ noun: String
    ) -> Choice? where Choice.RawValue == String {
        guard let text = text(node, at: key) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            refuse(node, key, "\(quoted(text)) is no \(noun); write one of \(known)")
            return nil
        }
        return choice
    }

    /// A text of one line that people read: every character prints, and there are so many at most.
    package func words(_ node: Node, at key: String, most: Int) -> String? {
        guard let text = text(node, at: key) else { return nil }
        guard text.unicodeScalars.count <= most else {
            refuse(node, key, "\(text.unicodeScalars.count) characters; write \(most) at most")
            return nil
        }
        // Whatever is spelled out in a message does not print.
        let isPlain = text.unicodeScalars.allSatisfy { $0 == "\"" || $0 == "\\" || String($0).shortened == String($0) }
        guard isPlain else {
            refuse(node, key, "\(quoted(text)) has characters that do not print")
            return nil
        }
        return text
    }

    /// Whether `text` can be the key of a label: a name, with a prefix or without (Kubernetes, "Labels and Selectors").
    package func checkLabelKey(_ text: String, _ node: Node, _ key: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isKey =
            parts.count <= 2 && Self.isLabelName(parts[parts.count - 1])
            && (parts.count == 1 || Self.isSubdomain(parts[0]))
        if !isKey {
            refuse(node, key, "\(quoted(text)) is no key of a label: write one such as team or example.com/team")
        }
        return isKey
    }

    /// Letters and digits, with hyphens, underscores and dots inside; up to 63 characters.
    private static func isLabelName(_ text: Substring) -> Bool {
        let isName =
            !text.isEmpty && text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
                }
            }
        let ends = [text.first, text.last].compactMap(\.self)
        return isName && ends.allSatisfy { $0.isLetter || $0.isNumber }
    }

    /// Labels of lower-case letters, digits and hyphens inside, with dots between (RFC 1123); up to 253 characters.
    package static func isSubdomain(_ text: some StringProtocol) -> Bool {
        text.utf8.count <= 253
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
                !label.isEmpty && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                        default: byte == UInt8(ascii: "-")
                        }
                    }
            }
    }
}

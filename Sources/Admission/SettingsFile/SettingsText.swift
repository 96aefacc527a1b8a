import Kubernetes

/// The text of a file of settings before anybody builds a tree of it. Whoever may write a ConfigMap may bring any text, and
/// reading it must not hold up other requests.
enum SettingsText {
    /// Bytes of a file, or of all policies in one ConfigMap: a thousand lines have 64 KiB.
    static let largest = 64 << 10
    /// Elements of one list, and problems that are told.
    static let longestList = 256
    static let mostProblems = 64
    /// Levels of maps and lists: seven are in use, down to the values of an expression in a rule's selector.
    private static let deepest = 8
    /// Bytes of a key or value. Names in Kubernetes have 253, with a prefix 317; those of users may be longer.
    private static let longest = 512

    /// The text without the byte order mark that some editors write in front, which libyaml takes for a column.
    static func withoutMark(_ yaml: String) -> String {
        yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
    }

    /// Why a text is no `kind` to look at more closely; nil if it is.
    static func obstacle(in yaml: String, _ kind: SettingsKind) -> SettingsProblem? {
        guard yaml.utf8.count <= largest else {
            return SettingsProblem(
                line: nil,
                key: "",
                message: "\(yaml.utf8.count) bytes are no \(kind.name); the largest has \(largest)"
            )
        }
        return YAMLGuard.obstacle(in: yaml, deepest: deepest, longest: longest).map { message, line in
            SettingsProblem(line: line, key: "", message: message)
        }
    }
}

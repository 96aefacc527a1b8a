import Kubernetes
import Yams

extension SettingsProblem {
    /// YAML takes a star in front for an alias.
    fileprivate static func unquotedStar(_ mark: Mark) -> SettingsProblem {
        SettingsProblem(
            line: mark.line,
            key: "",
            message: "a value that begins with * must stand in quotation marks, such as \"*-prod\""
        )
    }
}

extension YamlError {
    /// What libyaml says, with its line, as a problem of a file of this kind.
    func problem(in kind: SettingsKind) -> SettingsProblem {
        switch self {
        case .composer(_, "found undefined alias", let mark, _): .unquotedStar(mark)
        case .scanner(let context?, _, let mark, _) where context.text == "while scanning an alias": .unquotedStar(mark)
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingsProblem(line: mark.line, key: "", message: "not YAML: \(problem)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            SettingsProblem(
                line: context.mark.line,
                key: "",
                message: "the mapping that begins here has \(Self.words(duplicates, kind)) twice"
            )
        case .reader(let problem, _, _, _): SettingsProblem(line: nil, key: "", message: "not YAML: \(problem)")
        default: SettingsProblem(line: nil, key: "", message: "not YAML")
        }
    }

    /// Keys that a message names.
    private static let namedKeys = 3

    private static func words(_ keys: [String], _ kind: SettingsKind) -> String {
        let texts = keys.map { key in
            // What Yams calls a key that is no text.
            key == "<uncovertable>" ? "a map or list for a key" : kind.mayHoldSecrets ? plainWord(key) : key
        }
        let names = texts.sorted().prefix(namedKeys).map(\.shortened).joined(separator: ", ")
        return keys.count > namedKeys ? "\(names) and \(keys.count - namedKeys) more" : names
    }

    /// Letters of the longest key that is known.
    private static let longestWord = 16

    /// A key that is a word, as all that are known are; what others are nobody knows, nor where in the file they stand.
    private static func plainWord(_ key: String) -> String {
        let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
        let isWord = key.utf8.count <= longestWord && key.utf8.allSatisfy { letters.contains($0 | 0x20) }
        return isWord ? key : "a key"
    }
}

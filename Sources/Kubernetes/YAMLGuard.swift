import JSON

/// A look at the structure of a YAML text before it is parsed.
package enum YAMLGuard {
    /// Why a text is not to be parsed, in words, with its line; nil if it is.
    package static func obstacle(
        in text: String,
        deepest: Int,
        longest: Int = .max
    ) -> (message: String, line: Int)? {
        guard let (obstacle, line) = YAMLStructure.firstObstacle(in: text, deepest: deepest, longest: longest) else {
            return nil
        }
        let message =
            switch obstacle {
            case .anchor: "an anchor (&) begins here; write what it stands for out"
            case .alias: "a value that begins with * must stand in quotation marks, such as \"*-prod\""
            case .tagDirective: "a directive gives tags short names; leave it out, for no value needs a tag"
            case .length: "a key or value here is longer than \(longest) bytes; shorten it"
            case .depth: "maps and lists nest deeper than \(deepest) levels; take a level out"
            }
        return (message, line)
    }
}

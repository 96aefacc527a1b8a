package import Kubernetes
package import Yams

// Patterns for names.
extension SettingsReader {
    /// Reads a list of patterns for names.
    package func globs(_ node: Node, at key: String, _ check: (String, Node, String) -> Bool) -> [Glob] {
        var globs: [Glob] = []
        forEachText(of: node, at: key) { text, node, key in
            if check(text, node, key) {
                globs.append(Glob(text))
            }
        }
        return globs
    }

    /// Whether a namespace can match `text`: its name is a DNS label (Kubernetes, "Object names and IDs").
    package func checkNamespacePattern(_ text: String, _ node: Node, _ key: String) -> Bool {
        let isPattern =
            text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
                }
            }
        if !isPattern {
            refuse(
                node,
                key,
                "no namespace matches \(quoted(text)): write lower-case letters, digits and hyphens, with * for any run of "
                    + "characters and ? for one"
            )
        }
        return isPattern
    }
}

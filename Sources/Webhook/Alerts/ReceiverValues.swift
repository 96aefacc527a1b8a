import Admission
import Alerts
import Yams

// The values of receivers.
extension SettingsReader {
    /// The name of a receiver, also one that could not be one: routes that name it are right to.
    func receiverName(_ node: Node, at key: String) -> String? {
        guard let text = text(node, at: key) else { return nil }
        let isName =
            text.utf8.count <= 63
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: "-")
                }
            }
        if !isName {
            let way = "write lower-case letters, digits and hyphens, 63 at most"
            refuse(node, key, "\(quoted(text)) is no name of a receiver: \(way)")
        }
        return text
    }

    /// A word that stands in every message: a credential that was put into the wrong key would be told to the whole group.
    func wordOfMessages(_ node: Node, at key: String) -> String? {
        guard let word = words(node, at: key, most: AlertFileReader.longestName) else { return nil }
        guard !isHidden(word) else {
            refuse(node, key, "looks like a URL or a secret, and stands in every message: write a word")
            return nil
        }
        return word
    }

    /// The name of a cluster, which may be long and without sense, but no URL.
    func clusterName(_ node: Node, at key: String) -> String? {
        guard let name = words(node, at: key, most: AlertFileReader.longestName) else { return nil }
        guard !name.contains("://") else {
            refuse(node, key, "is a URL, and stands in every message: write a name")
            return nil
        }
        return name
    }

    /// A host, with a port or without. Nothing else is shown: whoever puts a whole URL there shows a credential.
    func host(_ node: Node, at key: String) -> String? {
        guard case .scalar = node else {
            refuse(node, key, "here stands no single value; write a host such as feishu.internal.example:8443")
            return nil
        }
        guard let text = text(node, at: key) else { return nil }
        guard Self.isHost(text) else {
            refuse(node, key, "is no host; write it without https:// and path, such as feishu.internal.example:8443")
            return nil
        }
        return text
    }

    /// A DNS name in lower case, an IPv4 address, or an IPv6 address in brackets; then a port, or none.
    private static func isHost(_ text: String) -> Bool {
        var name = Substring(text)
        if let colon = text.lastIndex(of: ":"), text.last != "]" {
            let digits = text[text.index(after: colon)...]
            // Int would take a sign, which no URL has.
            guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(digits),
                (1...65_535).contains(port)
            else { return false }
            name = text[..<colon]
        }
        guard name.hasPrefix("["), name.hasSuffix("]") else { return isSubdomain(name) }
        return name.utf8.count > 4
            && name.dropFirst().dropLast().utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                default: byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
                }
            }
    }

    /// The path of a file that is found wherever the program was started.
    func absolutePath(_ node: Node, at key: String) -> String? {
        guard let text = text(node, at: key) else { return nil }
        guard text.hasPrefix("/") else {
            refuse(node, key, "\(quoted(text)) is no path from the root: write one such as /etc/mig-gate/ca.pem")
            return nil
        }
        return text
    }

    func labelKey(_ node: Node, at key: String) -> String? {
        guard let text = text(node, at: key), checkLabelKey(text, node, key) else { return nil }
        return text
    }
}

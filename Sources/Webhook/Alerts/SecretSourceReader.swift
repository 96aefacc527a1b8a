import Admission
import Alerts
import MIG
import Yams

// Where secrets stand.
extension SettingsReader {
    private static let sources = ["env", "file"]

    /// Reads where a URL or a key is found. Nothing of what stands here is shown: it may be the secret itself, whole or in a
    /// wrong place.
    func secretSource(_ node: Node, at key: String) -> SecretSource? {
        guard case .mapping(let mapping) = node else {
            refuse(
                node,
                key,
                "is a credential, which does not stand in this file: put it into a file or a variable of the environment "
                    + "and write {file: /etc/mig-gate/alerts/…} or {env: …}"
            )
            return nil
        }
        for name in mapping.keys where name.scalar.map({ !Self.sources.contains($0.string) }) ?? true {
            let nearest = name.string.flatMap { Spelling.nearest(to: $0, among: Self.sources) }
            refuse(name, key, "has an unknown key; \(nearest.map { "did you mean \($0)?" } ?? "known are env, file")")
            return nil
        }
        guard mapping.count == 1, let (source, value) = mapping.first, let name = source.string else {
            refuse(node, key, mapping.isEmpty ? "needs file or env" : "has both file and env: write one")
            return nil
        }
        guard case .scalar(let scalar) = value, !scalar.string.isEmpty, !isNull(scalar) else {
            refuse(value, "\(key).\(name)", "here stands no single value")
            return nil
        }
        return name == "file"
            ? secretFile(scalar.string, value, "\(key).file") : variable(scalar.string, value, "\(key).env")
    }

    private func secretFile(_ text: String, _ node: Node, _ key: String) -> SecretSource? {
        guard text.hasPrefix("/"), !Self.isRestOfURL(text) else {
            let way = "write that of a file which holds the credential and nothing else"
            refuse(node, key, "is no path from the root: \(way)")
            return nil
        }
        return .file(text)
    }

    /// Whether a text is a URL, or one without its host: it is looked for as a file otherwise, and shown where it is not
    /// found.
    private static func isRestOfURL(_ text: String) -> Bool {
        text.contains("://") || text.contains("?")
            || ["//", "/open-apis/", "/robot/", "/cgi-bin/", "/services/"].contains { text.hasPrefix($0) }
    }

    /// In capital letters, by which a variable's name and a credential are told apart.
    private func variable(_ text: String, _ node: Node, _ key: String) -> SecretSource? {
        let isName =
            text.utf8.count <= 63
            && text.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
                case UInt8(ascii: "0")...UInt8(ascii: "9"): index > 0
                default: false
                }
            }
        guard isName else {
            refuse(node, key, "is no name of a variable in capital letters: write one such as FEISHU_URL")
            return nil
        }
        return .environment(text)
    }
}

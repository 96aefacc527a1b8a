import Foundation
import TestSupport

/// `docs/policy.md`, taken apart.
struct Manual {
    struct Block {
        /// The number of the line on which it begins, from 1.
        let line: Int
        let text: String
    }

    /// Under each heading that is a key, the first line of text.
    private(set) var headings: [(path: String, type: String)] = []
    /// Blocks that are marked as YAML.
    private(set) var yaml: [Block] = []
    /// What stands between backticks, outside blocks.
    private(set) var code: [String] = []

    /// Those of the blocks that are policies: not manifests of Kubernetes, nor parts of one.
    var policies: [Block] {
        yaml.filter { !$0.text.contains("apiVersion:") && !$0.text.contains("metadata:") }
    }

    static func read() throws -> Manual {
        Manual(try Repository.text("docs/policy.md"))
    }

    init(_ text: String) {
        var block: (language: String, line: Int, lines: [String])?
        for (index, line) in text.components(separatedBy: "\n").enumerated() {
            if let open = block {
                guard line == "```" else {
                    block?.lines.append(line)
                    continue
                }
                if open.language == "yaml" {
                    yaml.append(Block(line: open.line, text: open.lines.joined(separator: "\n")))
                }
                block = nil
            } else if line.hasPrefix("```") {
                block = (String(line.dropFirst(3)), index + 1, [])
            } else {
                note(line)
            }
        }
    }

    private mutating func note(_ line: String) {
        if line.hasPrefix("### `"), line.hasSuffix("`") {
            headings.append((String(line.dropFirst(5).dropLast()), ""))
        } else if !line.isEmpty, let last = headings.indices.last, headings[last].type.isEmpty {
            headings[last].type = line
        }
        let parts = line.components(separatedBy: "`")
        code += stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    }
}

/// A message in the words of one language, before it takes the form of a service.
struct MessageContent: Hashable, Sendable {
    /// How bad it is, for colours.
    enum Tone: Hashable, Sendable {
        case severity(Severity)
        case test
    }

    /// A label and its value.
    struct Field: Hashable, Sendable {
        var label: Words
        var value: Words
        /// Whether two may stand side by side.
        var isShort: Bool
    }

    enum Block: Hashable, Sendable {
        case paragraph(Words)
        case fields([Field])
        /// One of several things, with its number: its lines.
        case entry(Int, [Words])
    }

    var tone: Tone
    /// The keyword and the cluster, then what it is about. Robots look for the keyword in titles and in texts, so it stands
    /// in both of every kind of message.
    var title: Words
    var blocks: [Block]
    /// The keyword, the cluster and the message's id.
    var footer: Words
    /// Between a label and its value.
    var colon: Words
    /// Before the people whom the message mentions.
    var mentionLabel: Words

    /// Everything in lines, for places that know no better.
    var lines: [Words] {
        var lines = [title]
        for block in blocks {
            switch block {
            case .paragraph(let words): lines.append(words)
            case .fields(let fields): lines += fields.map { $0.label + colon + $0.value }
            case .entry(let number, let entry):
                for (index, line) in entry.enumerated() {
                    lines.append(.ours(index == 0 ? "\(number). " : "    ") + line)
                }
            }
        }
        lines.append(footer)
        return lines
    }
}

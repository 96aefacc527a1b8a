/// A text that remembers which of its parts a stranger wrote, until a service's markup makes a string of it.
struct Words: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        /// From a catalogue of phrases, which has no markup in it.
        case ours(String)
        /// From a request: may try to be markup.
        case theirs(String)
        /// The keyword of the configuration: the robot looks for it letter by letter, so no markup may change it.
        case keyword(String)
    }

    private(set) var parts: [Part]

    init(_ parts: [Part] = []) {
        self.parts = parts
    }

    static func ours(_ text: String) -> Words { Words([.ours(text)]) }

    static func theirs(_ text: String) -> Words { Words([.theirs(text)]) }

    static func + (left: Words, right: Words) -> Words { Words(left.parts + right.parts) }

    static func += (left: inout Words, right: Words) { left.parts += right.parts }
}

extension Words: ExpressibleByStringLiteral {
    init(stringLiteral text: String) {
        self = .ours(text)
    }
}

extension Sequence where Element == Words {
    /// All of them with `separator` between.
    func joined(_ separator: Words) -> Words {
        var joined = Words()
        for (index, words) in enumerated() {
            joined += index == 0 ? words : separator + words
        }
        return joined
    }
}

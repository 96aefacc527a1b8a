/// A phrase with places for values: `{name}`, and `{count|denial|denials}` for a number with its noun in the singular and
/// the plural.
struct Template: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case place(String)
        case counted(String, one: String, many: String)
    }

    /// What goes into a place.
    enum Value {
        case words(Words)
        case number(Int)

        /// A stranger's text, already cut.
        static func theirs(_ text: String) -> Value { .words(.theirs(text)) }
        static func ours(_ text: String) -> Value { .words(.ours(text)) }
    }

    /// The phrase as it was written.
    let source: String
    private let parts: [Part]

    private init(_ source: String) {
        self.source = source
        var parts: [Part] = []
        for (index, piece) in source.split(separator: "{", omittingEmptySubsequences: false).enumerated() {
            let halves = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            guard index > 0, halves.count == 2 else {
                parts.append(.text(String(piece)))
                continue
            }
            let fields = halves[0].split(separator: "|").map(String.init)
            parts.append(
                fields.count == 3
                    ? .counted(fields[0], one: fields[1], many: fields[2]) : .place(fields.first ?? "")
            )
            parts.append(.text(String(halves[1])))
        }
        self.parts = parts.filter { $0 != .text("") }
    }

    /// The names of all places.
    var places: Set<String> {
        Set(
            parts.compactMap { part in
                switch part {
                case .text: nil
                case .place(let name), .counted(let name, _, _): name
                }
            }
        )
    }

    /// The phrase with `values` in their places. A place without a value keeps its name.
    func filled(_ values: [String: Value] = [:]) -> Words {
        var words = Words()
        for part in parts {
            switch part {
            case .text(let text): words += .ours(text)
            case .place(let name):
                switch values[name] {
                case .words(let value): words += value
                case .number(let number): words += .ours(String(number))
                case nil: words += .ours("{\(name)}")
                }
            case .counted(let name, let one, let many):
                guard case .number(let number) = values[name] else {
                    words += .ours("{\(name)}")
                    continue
                }
                words += .ours("\(number) \(number == 1 ? one : many)")
            }
        }
        return words
    }
}

extension Template: ExpressibleByStringLiteral {
    init(stringLiteral source: String) {
        self.init(source)
    }
}

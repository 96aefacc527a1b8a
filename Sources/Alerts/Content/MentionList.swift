/// Whom one message mentions on one service.
struct MentionList: Hashable, Sendable {
    /// Nobody reads a message with more names.
    private static let most = 20
    /// Longer than any identifier that the services make.
    private static let longest = 64

    /// The identifiers, each once.
    private(set) var people: [String] = []

    /// - Parameters:
    ///   - lists: where the identifiers of the service stand.
    ///   - message: only one with news, about alerts, mentions anybody.
    ///   - context: says whom every message mentions.
    init(_ lists: [KeyPath<Mentions, [String]>], of message: Message, _ context: MessageContext) {
        guard message.purpose == .alerts, message.hasNews else { return }
        var seen: Set<String> = []
        // Who is on call first: whom every message mentions has seen others.
        for mentions in message.items.map(\.facts.onCall) + [context.mentions] {
            for list in lists {
                for person in mentions[keyPath: list] where Self.isPerson(person) && seen.insert(person).inserted {
                    people.append(person)
                    guard people.count < Self.most else { return }
                }
            }
        }
    }

    /// Whether an identifier can be one, and stands for somebody: never for everybody.
    private static func isPerson(_ text: String) -> Bool {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "@"),
                UInt8(ascii: "+"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...longest).contains(text.utf8.count) else { return false }
        let name = text.lowercased().drop { $0 == "@" }
        return !["", "all", "here", "channel", "everyone"].contains(name)
    }
}

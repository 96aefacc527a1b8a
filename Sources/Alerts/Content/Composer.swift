import Foundation

/// Puts one message into the words of its receiver's language.
struct Composer {
    /// Items that a message to people shows at most.
    static let mostItems = 10
    /// A message older than this says so.
    private static let tolerableDelay: TimeInterval = 120
    /// Characters of a name in a title.
    private static let titleCharacters = 63

    let message: Message
    let context: MessageContext
    let extent: Extent
    let phrases: Phrases

    init(_ message: Message, _ context: MessageContext, _ extent: Extent) {
        self.message = message
        self.context = context
        self.extent = Extent(items: min(extent.items, Self.mostItems), characters: extent.characters)
        phrases = .of(context.language)
    }

    var content: MessageContent {
        var content: MessageContent
        switch message.purpose {
        case .test: content = test
        case .alerts: content = isAboutOne && extent.items > 0 ? alert(message.items[0]) : digest
        }
        let delay = context.now.timeIntervalSince(message.created)
        if delay > Self.tolerableDelay {
            let words = phrases.times.delayed.filled([
                "delay": .words(phrases.length(delay)),
                "created": .words(moment(message.created)),
                "sent": .words(moment(context.now)),
            ])
            content.blocks.insert(.paragraph(words), at: 0)
        }
        return content
    }

    /// Whether the message tells of one thing only.
    private var isAboutOne: Bool {
        message.items.count == 1 && message.furtherItems == 0 && message.furtherCount == 0 && message.unrecorded == 0
    }

    /// A content without blocks.
    func content(_ tone: MessageContent.Tone, title: Words) -> MessageContent {
        let id = phrases.messageID.filled(["id": .theirs(message.id.printable(16))])
        return MessageContent(
            tone: tone,
            title: envelope + title,
            blocks: [],
            footer: envelope + id,
            colon: phrases.colon.filled(),
            mentionLabel: phrases.labels.mentions.filled() + phrases.colon.filled()
        )
    }

    /// What every title and every text begins with: `[GPU] prod-eu-1 · `.
    var envelope: Words {
        var envelope = Words()
        if let keyword = context.keyword {
            envelope += "[" + Words([.keyword(keyword)]) + "] "
        }
        return envelope + cluster + " · "
    }

    var cluster: Words { .theirs(context.cluster.printable(Self.titleCharacters)) }

    // MARK: - Values

    /// A stranger's value, cut.
    func theirs(_ text: String) -> Words { .theirs(text.printable(extent.characters)) }

    /// A stranger's value in a title, cut.
    func theirsInTitle(_ text: String) -> Words {
        .theirs(text.printable(min(extent.characters, Self.titleCharacters)))
    }

    func moment(_ date: Date) -> Words { .ours(Moment(date).local(context.timeZone)) }

    private var test: MessageContent {
        var content = content(.test, title: phrases.test.title.filled())
        let receiver = Template.Value.words(theirs(message.receiver))
        content.blocks = [
            .paragraph(phrases.test.proof.filled(["receiver": receiver])),
            .paragraph(phrases.test.calm.filled()),
            .fields([
                field(phrases.labels.receiver, theirs(message.receiver)),
                field(phrases.labels.cluster, cluster),
                field(phrases.labels.time, moment(message.created), isShort: false),
            ]),
        ]
        return content
    }

    func field(_ label: Template, _ value: Words, isShort: Bool = true) -> MessageContent.Field {
        MessageContent.Field(label: label.filled(), value: value, isShort: isShort)
    }
}

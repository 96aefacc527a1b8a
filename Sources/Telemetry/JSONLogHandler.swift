package import Logging

/// A swift-log handler that writes one JSON object per line through a `LogWriter`. Whoever logs encodes a few fields and
/// never waits.
package struct JSONLogHandler: LogHandler {
    /// What the messages of a logger are.
    package enum Messages: Sendable {
        /// Text for people, which becomes the field `message`.
        case sentences
        /// Fields of a JSON object with commas between, `message` among them, which stand in the line as they are: for
        /// whoever has much to say and says it often.
        case fields
    }

    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let writer: LogWriter
    private let messages: Messages
    /// Level and logger as fields, for each level in turn.
    private let heads: [[UInt8]]

    package init(label: String, level: Logger.Level, writer: LogWriter, messages: Messages = .sentences) {
        logLevel = level
        self.writer = writer
        self.messages = messages
        heads = Logger.Level.allCases.map { level in
            var line = LogLine()
            line.field("level", level.rawValue)
            line.field("logger", label)
            return line.bytes
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        writer.write { line in
            line.fields(heads[event.level.position])
            switch messages {
            case .sentences: line.field("message", event.message.description)
            case .fields: line.fields(event.message.description)
            }
            if !metadata.isEmpty {
                // A record's own word on a key counts, and an object must not have a key twice.
                Self.write(metadata.filter { event.metadata?[$0.key] == nil }, to: &line)
            }
            if let extra = event.metadata {
                Self.write(extra, to: &line)
            }
        }
    }

    /// In the order of the keys, which a dictionary does not keep.
    private static func write(_ metadata: Logger.Metadata, to line: inout LogLine) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line.field(key, "\(value)")
        }
    }
}

extension Logger.Level {
    /// The level's place among all of them.
    fileprivate var position: Int {
        switch self {
        case .trace: 0
        case .debug: 1
        case .info: 2
        case .notice: 3
        case .warning: 4
        case .error: 5
        case .critical: 6
        }
    }
}

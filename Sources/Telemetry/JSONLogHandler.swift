package import Logging

/// A swift-log handler that writes one JSON object per line through a `LogWriter`. Whoever logs encodes a few fields and
/// never waits.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let writer: LogWriter
    /// Level and logger as fields, for each level.
    private let heads: [Logger.Level: [UInt8]]

    package init(label: String, level: Logger.Level, writer: LogWriter) {
        logLevel = level
        self.writer = writer
        heads = Logger.Level.allCases.reduce(into: [:]) { heads, level in
            var line = LogLine()
            line.field("level", level.rawValue)
            line.field("logger", label)
            heads[level] = line.bytes
        }
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        writer.write { line in
            line.fields(heads[event.level] ?? [])
            line.field("message", event.message.description)
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
        if metadata.count == 1, case .stringConvertible(let value) = metadata.values.first,
            let group = value as? LogFields
        {
            return line.fields(group.json)
        }
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            line.field(key, "\(value)")
        }
    }
}

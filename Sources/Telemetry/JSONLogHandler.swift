package import Logging

/// A swift-log handler that writes one JSON object per line through a `LogWriter`.
///
/// Whoever logs only hands a value over: it neither formats nor waits.
package struct JSONLogHandler: LogHandler {
    package var logLevel: Logger.Level
    package var metadata: Logger.Metadata = [:]
    private let label: String
    private let writer: LogWriter

    package init(label: String, level: Logger.Level, writer: LogWriter) {
        self.label = label
        self.logLevel = level
        self.writer = writer
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        var fields = metadata
        if let extra = event.metadata {
            fields = fields.isEmpty ? extra : fields.merging(extra) { $1 }
        }
        writer.write(LogRecord(level: event.level, label: label, message: event.message, fields: fields))
    }
}

/// One thing to log, before anyone has formatted it.
struct LogRecord: Sendable {
    let level: Logger.Level
    let label: String
    let message: Logger.Message
    let fields: Logger.Metadata

    /// The record as a line of JSON.
    func line(time: String) -> [UInt8] {
        var line = LogLine()
        line.field("time", time)
        line.field("level", level.rawValue)
        line.field("logger", label)
        line.field("message", message.description)
        for (key, value) in fields.sorted(by: { $0.key < $1.key }) {
            if case .stringConvertible(let value) = value, let group = value as? any LogFields {
                group.write(to: &line)
            } else {
                line.field(named: key, "\(value)")
            }
        }
        line.end()
        return line.bytes
    }
}

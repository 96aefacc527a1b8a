import Logging
import Synchronization

/// A logger whose records a test reads: level, message and metadata of each, in words.
final class RecordedLog: Sendable {
    private let records = Mutex<[String]>([])

    var lines: [String] { records.withLock(\.self) }

    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(log: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let log: RecordedLog
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).map { " \($0)=\($1)" }.sorted().joined()
            log.records.withLock { $0.append("\(event.level) \(event.message)\(metadata)") }
        }
    }
}

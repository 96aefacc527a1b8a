/// Why an outbox cannot be used.
enum OutboxError: Error, Hashable, CustomStringConvertible {
    /// The folder is not there, or cannot be written.
    case folder(String)
    /// Another process has it.
    case inUse
    /// A later version of the program wrote it.
    case newer
    /// The file is no database any more, or a damaged one.
    case corrupt(String)
    /// SQLite or the file system says no.
    case failed(String)

    var description: String {
        switch self {
        case .folder(let reason): "the folder cannot be used: \(reason)"
        case .inUse: "another process uses the folder"
        case .newer: "a later version of mig-gate wrote it"
        case .corrupt(let reason): "the file is damaged: \(reason)"
        case .failed(let reason): reason
        }
    }
}

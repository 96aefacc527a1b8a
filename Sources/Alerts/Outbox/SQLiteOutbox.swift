import Foundation
import GRDB

/// The outbox in a SQLite file, which outlives `kill -9` and, with the folder, the machine: every change is on disk before
/// `apply` returns.
///
/// The file belongs to one process at a time.
final class SQLiteOutbox: Outbox {
    static let fileName = "alerts.sqlite"

    let isOnDisk = true
    /// Not private for the sake of tests; nobody else looks at the tables.
    let queue: DatabaseQueue

    /// Opens the file in a folder, or makes one, and the folder.
    ///
    /// - Throws: `OutboxError`.
    init(folder: String) throws(OutboxError) {
        try Self.make(folder)
        let path = folder + "/" + Self.fileName
        try Self.prepare(path)
        var configuration = Configuration()
        configuration.journalMode = .wal
        configuration.label = "alerts"
        configuration.prepareDatabase { database in
            // Before the first look at the file, so that it is never shared: a second process gets SQLITE_BUSY at once.
            try database.execute(sql: "PRAGMA locking_mode = EXCLUSIVE")
        }
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            // Once the journal mode is set, because GRDB sets NORMAL with it, which may lose the last commits.
            try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
            let complaint = try queue.read { try String.fetchOne($0, sql: "PRAGMA quick_check(1)") }
            guard complaint == "ok" else { throw OutboxError.corrupt(complaint ?? "no answer to quick_check") }
            let migrator = OutboxSchema.migrator
            guard try !queue.read(migrator.hasBeenSuperseded) else { throw OutboxError.newer }
            try migrator.migrate(queue)
        } catch {
            throw OutboxError(error)
        }
    }

    func load() throws(OutboxError) -> [String: StoredChannel] {
        do {
            return try queue.read(OutboxRows.read)
        } catch {
            throw OutboxError(error)
        }
    }

    func apply(_ changes: [OutboxChange]) throws(OutboxError) {
        do {
            try queue.write { database in
                for change in changes {
                    try OutboxRows.write(change, to: database)
                }
            }
        } catch {
            throw OutboxError(error)
        }
    }

    /// Renames a damaged file and what belongs to it.
    ///
    /// - Returns: its new name.
    static func setAside(in folder: String, at now: Date) throws(OutboxError) -> String {
        let name = "\(fileName).corrupt-\(Int(now.timeIntervalSince1970))"
        do {
            for suffix in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path(fileName + suffix)) {
                try FileManager.default.moveItem(atPath: path(fileName + suffix), toPath: path(name + suffix))
            }
        } catch {
            throw OutboxError(error)
        }
        return name
        func path(_ name: String) -> String { folder + "/" + name }
    }

    /// Makes the folder if there is none. One whose parent is missing, too, was more likely meant to be mounted.
    private static func make(_ folder: String) throws(OutboxError) {
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw .folder("there is none, and none can be made")
        }
    }

    /// Has a file there that nobody else can read; SQLite gives its other files the same mode.
    private static func prepare(_ path: String) throws(OutboxError) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.fileExists(atPath: path) else {
            guard FileManager.default.createFile(atPath: path, contents: nil, attributes: attributes) else {
                throw .folder("no file can be made in it")
            }
            return
        }
        do {
            try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
        } catch {
            throw .folder(OutboxError(error).description)
        }
    }
}

extension OutboxError {
    /// Without the statement and its values, which are nobody's business in a log.
    fileprivate init(_ error: any Error) {
        switch error {
        case let error as OutboxError:
            self = error
        case let error as DatabaseError:
            let reason = error.message ?? "\(error.resultCode)"
            switch error.resultCode {
            case .SQLITE_BUSY, .SQLITE_LOCKED: self = .inUse
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(reason)
            default: self = .failed("SQLite: \(reason) (\(error.extendedResultCode.rawValue))")
            }
        case let error as CocoaError:
            let cause = (error.underlying as? POSIXError).map { String(describing: $0.code) }
            self = .failed("the file system: \(cause ?? "error \(error.errorCode)")")
        default:
            self = .failed("an error of the type \(type(of: error))")
        }
    }
}

import Foundation

/// An outbox as it is when it is opened, whatever there is to make one of.
struct OutboxOpening {
    var outbox: any Outbox
    var stored: [String: StoredChannel] = [:]
    /// Why there is none on disk; nil if there is one.
    var problem: OutboxError?
    /// What a damaged file is called now that was there instead; nil if there was none.
    var setAside: String?

    init(folder: String, at now: Date) {
        do throws(OutboxError) {
            do throws(OutboxError) {
                (outbox, stored) = try Self.open(folder)
            } catch .corrupt {
                setAside = try SQLiteOutbox.setAside(in: folder, at: now)
                (outbox, stored) = try Self.open(folder)
            }
        } catch {
            outbox = MemoryOutbox()
            problem = error
        }
    }

    /// Whether it may go better once another process has ended.
    var isInUse: Bool { problem == .inUse }

    private static func open(_ folder: String) throws(OutboxError) -> (any Outbox, [String: StoredChannel]) {
        let outbox = try SQLiteOutbox(folder: folder)
        return (outbox, try outbox.load())
    }
}

/// An outbox that keeps nothing, for processes that have no folder: what waits is in the dispatcher, and ends with it.
struct MemoryOutbox: Outbox {
    let isOnDisk = false

    func load() -> [String: StoredChannel] { [:] }

    func apply(_ changes: [OutboxChange]) {}
}

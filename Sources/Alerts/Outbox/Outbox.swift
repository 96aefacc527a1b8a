/// Where messages and what is known of alerts outlive the process. It never sees a URL, a secret or a signature. From one
/// thread.
protocol Outbox {
    /// Whether it outlives the process.
    var isOnDisk: Bool { get }

    /// What it holds, by the names of receivers.
    func load() throws -> [String: StoredChannel]

    /// Takes over changes: all of them, or none if it throws.
    func apply(_ changes: [OutboxChange]) throws
}

/// Keys that have changed, until there are so many of them that all may have.
struct ChangedKeys {
    private(set) var keys: Set<AlertKey> = []
    private(set) var isEverything = false

    var isEmpty: Bool { keys.isEmpty && !isEverything }

    mutating func insert(_ key: AlertKey) {
        guard !isEverything else { return }
        keys.insert(key)
        if keys.count > 2 * OpenAlerts.capacity {
            self = .everything
        }
    }

    static var everything: ChangedKeys {
        var changed = ChangedKeys()
        changed.isEverything = true
        return changed
    }
}

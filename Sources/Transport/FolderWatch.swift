import Glibc
import Synchronization

/// Tells when files of some folders may have changed, so that whoever reads them looks again.
///
/// Whole folders are watched: a mounted ConfigMap swaps the link `..data`, and editors write another file and rename it,
/// of which a watch on the file itself learns nothing. To be used from one thread.
package final class FolderWatch: Sendable {
    private let descriptor: FileDescriptor

    /// What a change that is over looks like: a file written and closed, or a name that was exchanged or went.
    private static let changes = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF
    )
    private static let mask = changes | UInt32(IN_MODIFY | IN_ONLYDIR)

    /// Names of files that somebody has begun to write and not closed yet, and when they last wrote.
    private let unfinished = Mutex<[String: ContinuousClock.Instant]>([:])

    /// How long a file that nobody goes on writing is held to be unfinished. Not every change ends with a close of that
    /// name: files are cut by their path, and written after they were replaced.
    private static let patience = Duration.seconds(30)

    /// Events come in flocks: several names change in one swap. A look is due when none has come for this long.
    private static let quietTime: CInt = 20
    /// Flocks that a look waits for, at most: somebody may write into the folder all the time.
    private static let mostFlocks = 50

    package init() throws(SystemError) {
        let flags = CInt(IN_CLOEXEC | IN_NONBLOCK)
        descriptor = FileDescriptor(owning: try Syscall.check("inotify_init1") { inotify_init1(flags) })
    }

    /// Watches folders besides those that are watched already; what is no folder, or cannot be watched, is left out.
    package func add(_ folders: [String]) {
        for folder in folders {
            // The kernel copies the path. The same folder again is the same watch.
            inotify_add_watch(descriptor.number, folder, Self.mask)
        }
    }

    /// Waits until something in a folder has changed and nothing has since for a moment, or for `patience` milliseconds.
    package func wait(patience: CInt) {
        let deadline = ContinuousClock.now + .milliseconds(Int(patience))
        while readEvents(within: Self.milliseconds(to: deadline)) == false {
            guard ContinuousClock.now < deadline else { return }
        }
        var flocks = 0
        while flocks < Self.mostFlocks, readEvents(within: Self.quietTime) != nil {
            flocks += 1
        }
    }

    /// Whether somebody has begun to write a file of this name, in any of the folders, and not closed it yet: what it holds
    /// may be half of what it will.
    package func isBeingWritten(_ name: String) -> Bool {
        let lastWrite = unfinished.withLock { $0[name] }
        return lastWrite.map { .now < $0 + Self.patience } ?? false
    }

    private static func milliseconds(to deadline: ContinuousClock.Instant) -> CInt {
        CInt(max(0, min((deadline - .now) / .milliseconds(1), 3_600_000)))
    }

    /// Waits for events and reads them; nil if none came in time, else whether one of them was a change that is over.
    private func readEvents(within milliseconds: CInt) -> Bool? {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        // The kernel writes into the one request during the call. A signal that interrupts it only shortens the wait.
        guard poll(&request, 1, milliseconds) > 0 else { return nil }
        var isChange = false
        // The kernel writes whole events, up to 4,096 bytes of them, into the buffer, which lives for the length of the
        // closure.
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
            guard case .done(let count) = Syscall.outcome({ read(descriptor.number, buffer.baseAddress, buffer.count) })
            else { return }
            forEachEvent(in: UnsafeRawBufferPointer(rebasing: buffer[..<count])) { mask, name in
                isChange = note(mask, name) || isChange
            }
        }
        return isChange
    }

    /// Goes through events as inotify(7) lays them out: 16 bytes of wd, mask, cookie and len, then len bytes of name, filled
    /// up with zeros.
    private func forEachEvent(in bytes: UnsafeRawBufferPointer, _ body: (UInt32, String) -> Void) {
        var offset = 0
        while offset + 16 <= bytes.count {
            // Both words lie within the sixteen bytes that the condition has found.
            let mask = bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
            let length = Int(bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
            let name = bytes[(offset + 16)...].prefix(length).prefix { $0 != 0 }
            body(mask, String(decoding: name, as: UTF8.self))
            offset += 16 + length
        }
    }

    /// Notes what has happened to a file; true if that is a change.
    private func note(_ mask: UInt32, _ name: String) -> Bool {
        // Events were lost: what is unfinished nobody knows.
        guard mask & UInt32(IN_Q_OVERFLOW) == 0 else {
            unfinished.withLock { $0.removeAll() }
            return true
        }
        guard mask & Self.changes != 0 else {
            unfinished.withLock { $0[name] = .now }
            return false
        }
        unfinished.withLock { $0[name] = nil }
        return true
    }
}

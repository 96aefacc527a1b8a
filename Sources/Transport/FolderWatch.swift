import Glibc

/// Tells when files of some folders may have changed, so that whoever reads them looks again.
///
/// Whole folders are watched: a mounted ConfigMap swaps the link `..data`, and editors write another file and rename it,
/// of which a watch on the file itself learns nothing. To be used from one thread.
package final class FolderWatch: Sendable {
    private let descriptor: FileDescriptor

    /// What a change that is over looks like: a file written and closed, or a name that was exchanged or went. A file that
    /// is created is looked at when it is closed, not while it is still empty.
    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR
    )

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
        guard isReadable(within: patience) else { return }
        var flocks = 0
        repeat {
            drain()
            flocks += 1
        } while flocks < Self.mostFlocks && isReadable(within: Self.quietTime)
    }

    private func isReadable(within milliseconds: CInt) -> Bool {
        var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        // The kernel writes into the one request during the call. A signal that interrupts it only shortens the wait.
        return poll(&request, 1, milliseconds) > 0
    }

    /// Reads events away: that there were any is all that counts.
    private func drain() {
        var isDry = false
        while !isDry {
            // The kernel writes up to 4,096 bytes into the buffer, which lives for the length of the closure.
            withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
                let outcome = Syscall.outcome { read(descriptor.number, buffer.baseAddress, buffer.count) }
                if case .done(let count) = outcome, count > 0 {
                    return
                }
                isDry = true
            }
        }
    }
}

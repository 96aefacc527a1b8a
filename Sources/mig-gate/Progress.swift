import Foundation
import Glibc
import Synchronization
import Transport

/// Shows on standard error how far a long run has come, every second, if somebody looks at a terminal there. By a thread of
/// its own: a single large file may take longer than that.
final class Progress: Sendable {
    private struct Line {
        var count = 0
        var isShown = false
        var isOver = false
    }

    private let line = Mutex(Line())

    init() {
        guard isatty(STDERR_FILENO) == 1 else { return }
        // Without a thread nobody learns how far it is.
        try? NamedThread.start("progress") { [self] in
            repeat {
                sleep(1)
            } while show()
        }
    }

    /// Notes that an object has been read.
    func note() {
        line.withLock { $0.count += 1 }
    }

    /// Writes how many there are; false if all is over.
    private func show() -> Bool {
        line.withLock { line in
            guard !line.isOver else { return false }
            line.isShown = true
            Self.write("\r\u{1B}[K\(line.count) objects read")
            return true
        }
    }

    /// Takes the line away.
    func end() {
        line.withLock { line in
            line.isOver = true
            if line.isShown {
                Self.write("\r\u{1B}[K")
            }
        }
    }

    private static func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

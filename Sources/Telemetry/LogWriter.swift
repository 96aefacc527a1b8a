import Dispatch
package import Foundation
import Logging
import Synchronization

/// Writes log records to a file on a thread of its own, so that a slow or stuck reader of the log holds up nobody.
///
/// Records wait in a bounded queue. When it is full they are dropped, counted, and the log says how many.
package final class LogWriter: Sendable {
    private let queue: BoundedQueue<LogRecord>
    private let file: FileHandle
    /// Records dropped since the start because nobody took the log.
    package let dropped = Counter()
    private let wakeUp = DispatchSemaphore(value: 0)
    /// Whether the thread waits for `wakeUp`; whoever turns it off must signal.
    private let isWaiting = Atomic<Bool>(false)
    private let isStopping = Atomic<Bool>(false)
    private let hasStopped = DispatchSemaphore(value: 0)

    /// Pause between two looks into the queue while records come: one batch is one write, and nobody has to wake the
    /// thread for each record.
    private static let pause = 0.005

    /// - Parameter capacity: records that may wait.
    package init(file: FileHandle = .standardError, capacity: Int) {
        self.file = file
        queue = BoundedQueue(capacity: capacity)
        let thread = Thread { [self] in run() }
        thread.name = "log"
        thread.start()
    }

    func write(_ record: LogRecord) {
        guard queue.push(record) else { return dropped.increment() }
        // Either this sees `isWaiting`, or the thread, which sets it before its last look, sees the record.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if isWaiting.load(ordering: .relaxed), isWaiting.exchange(false, ordering: .acquiringAndReleasing) {
            wakeUp.signal()
        }
    }

    /// Writes what is queued and ends the thread; waits for it for up to two seconds.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        if isWaiting.exchange(false, ordering: .acquiringAndReleasing) {
            wakeUp.signal()
        }
        _ = hasStopped.wait(timeout: .now() + 2)
    }

    private func run() {
        var clock = LogClock()
        var reported = 0
        while true {
            let stops = isStopping.load(ordering: .acquiring)
            var batch = Data()
            while batch.count < 64 << 10, let record = queue.pop() {
                batch.append(contentsOf: record.line(time: clock.now()))
            }
            let lost = dropped.value
            if lost > reported {
                let notice = LogRecord(
                    level: .warning, label: "log", message: "records dropped, the log is not read fast enough",
                    fields: ["dropped": "\(lost - reported)"]
                )
                batch.append(contentsOf: notice.line(time: clock.now()))
                reported = lost
            }
            if !batch.isEmpty {
                // A log that cannot be written has nowhere to say so.
                try? file.write(contentsOf: batch)
                Thread.sleep(forTimeInterval: Self.pause)
            } else if stops {
                break
            } else {
                wait()
            }
        }
        hasStopped.signal()
    }

    /// Waits until a record comes. The queue is looked at once more after `isWaiting` is set: a record that came in
    /// between saw it unset and signalled nobody.
    private func wait() {
        isWaiting.store(true, ordering: .relaxed)
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        if queue.isEmpty, !isStopping.load(ordering: .acquiring) {
            wakeUp.wait()
        } else if !isWaiting.exchange(false, ordering: .acquiringAndReleasing) {
            // Somebody has signalled already.
            wakeUp.wait()
        }
    }
}

/// The present time as RFC 3339 has it, formatted once a second.
private struct LogClock {
    private var second = -1
    private var prefix = ""

    mutating func now() -> String {
        let milliseconds = Int((Date().timeIntervalSince1970 * 1000).rounded(.down))
        if milliseconds / 1000 != second {
            second = milliseconds / 1000
            prefix = String(Date(timeIntervalSince1970: TimeInterval(second)).formatted(.iso8601).dropLast())
        }
        let fraction = String(milliseconds % 1000)
        return "\(prefix).\(String(repeating: "0", count: 3 - fraction.count))\(fraction)Z"
    }
}

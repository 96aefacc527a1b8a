import Dispatch
import FoundationEssentials
import Synchronization

/// Takes log lines from any thread without making it wait, and has them written by one thread of its own: a slow or stuck
/// reader of the log holds up nobody.
///
/// Lines wait in a bounded queue. When it is full they are dropped, counted, and the log says how many.
package final class LogWriter: Sendable {
    /// A line that waits: when it was written, and its fields.
    private struct Entry {
        var milliseconds = 0
        var line = LogLine()
    }

    private let queue: BoundedQueue<Entry>
    /// Lines dropped since the start because nobody took the log.
    package let dropped = Counter()
    private let doorbell = Doorbell()
    private let isStopping = Atomic<Bool>(false)
    private let hasStopped = DispatchSemaphore(value: 0)

    /// Pause between two looks into the queue while lines come: one batch is one write, and nobody has to wake the thread
    /// for each line. Short, so that few slots are in use and those stay in the processor's cache.
    private static let pause = DispatchTimeInterval.milliseconds(3)

    /// - Parameter capacity: lines that may wait.
    package init(capacity: Int) {
        queue = BoundedQueue(capacity: capacity, Entry())
    }

    /// Queues the line that `fill` writes.
    func write(_ fill: (inout LogLine) -> Void) {
        let now = Self.now
        let isQueued = queue.push { entry in
            entry.milliseconds = now
            entry.line.removeAll()
            fill(&entry.line)
        }
        guard isQueued else { return dropped.increment() }
        doorbell.ring()
    }

    private static var now: Int {
        Int(Date().timeIntervalSince1970 * 1000)
    }
}

// MARK: - The thread

extension LogWriter {
    /// Writes lines with `write` as they come, many at once, until `stop` is called and all are written. To be called on a
    /// thread of its own, once.
    package func run(_ write: ([UInt8]) -> Void) {
        var batch = LogBatch()
        var reported = 0
        while true {
            let stops = isStopping.load(ordering: .acquiring)
            while batch.hasRoom, queue.pop({ batch.append($0.line, at: $0.milliseconds) }) {}
            let lost = dropped.value
            if lost > reported {
                batch.append(Self.notice(lost: lost - reported), at: Self.now)
                reported = lost
            }
            if !batch.bytes.isEmpty {
                write(batch.bytes)
                if batch.hasRoom {
                    doorbell.pause(Self.pause)
                }
                batch.removeAll()
            } else if stops {
                break
            } else {
                doorbell.wait { !queue.isEmpty || isStopping.load(ordering: .acquiring) }
            }
        }
        hasStopped.signal()
    }

    /// Has what is queued written and ends the thread; waits for that for up to two seconds.
    package func stop() {
        isStopping.store(true, ordering: .releasing)
        doorbell.ringThroughPauses()
        _ = hasStopped.wait(timeout: .now() + 2)
    }

    private static func notice(lost: Int) -> LogLine {
        var line = LogLine()
        line.field("level", "warning")
        line.field("logger", "log")
        line.field("message", "lines dropped: the log is not read fast enough")
        line.field("dropped", "\(lost)")
        return line
    }
}

/// Lines that go to the file with one write.
private struct LogBatch {
    /// Bytes at which a batch is written; a line more may be in it.
    private static let size = 64 << 10

    private(set) var bytes: [UInt8] = []
    private var clock = LogClock()

    init() {
        bytes.reserveCapacity(Self.size + 4096)
    }

    var hasRoom: Bool { bytes.count < Self.size }

    mutating func append(_ line: LogLine, at milliseconds: Int) {
        bytes.append(contentsOf: "{\"time\":\"".utf8)
        bytes.append(contentsOf: clock.text(millisecondsSince1970: milliseconds).utf8)
        bytes.append(contentsOf: "\",".utf8)
        bytes.append(contentsOf: line.bytes)
        bytes.append(contentsOf: "}\n".utf8)
    }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
    }
}

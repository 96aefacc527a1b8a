import Dispatch
import Synchronization
import TestSupport

@testable import Telemetry

/// Where a writer's lines go in tests: keeps every batch, and can be made to get stuck like a log that nobody reads.
final class LogSink: Sendable {
    private let batches = Mutex<[[UInt8]]>([])
    private let isStuck = Mutex(false)
    private let hasBegun = DispatchSemaphore(value: 0)
    private let mayGoOn = DispatchSemaphore(value: 0)

    /// Runs a writer into the sink on a thread of its own.
    func run(_ writer: LogWriter) -> BackgroundThread {
        BackgroundThread { writer.run(self.write) }
    }

    private func write(_ batch: [UInt8]) {
        if isStuck.withLock({ $0 }) {
            hasBegun.signal()
            mayGoOn.wait()
        }
        batches.withLock { $0.append(batch) }
    }

    /// Lets no write come back from now on.
    func getStuck() {
        isStuck.withLock { $0 = true }
    }

    /// Waits until a write is stuck; false if there is none within ten seconds.
    func holdsAWrite() -> Bool {
        hasBegun.wait(timeout: .now() + 10) == .success
    }

    /// Lets the write that is stuck come back, and all later ones.
    func comeLoose() {
        isStuck.withLock { $0 = false }
        mayGoOn.signal()
    }

    /// What each write was given.
    var writes: [String] { batches.withLock { $0.map { String(decoding: $0, as: UTF8.self) } } }

    /// All lines so far, without their ends.
    var lines: [String] { writes.joined().split(separator: "\n").map(String.init) }

    /// The lines without the time that each begins with; a line that begins otherwise stays as it is.
    var records: [String] {
        lines.map { $0.replacing(/^{"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z",/, with: "{") }
    }
}

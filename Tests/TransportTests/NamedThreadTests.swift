import Dispatch
import Foundation
import Synchronization
import Testing

@testable import Transport

@Suite struct NamedThreadTests {
    /// What a thread has seen, and a sign of when it lets go.
    private final class Witness: Sendable {
        let name = Mutex("")
        let runs = Atomic<Int>(0)
        let isGone: DispatchSemaphore

        init(_ isGone: DispatchSemaphore) {
            self.isGone = isGone
        }

        deinit {
            isGone.signal()
        }
    }

    @Test(arguments: ["log", "fifteen-letters"])
    func aThreadBearsItsNameAndRunsOnce(name: String) throws {
        let done = DispatchSemaphore(value: 0)
        let witness = Witness(DispatchSemaphore(value: 0))
        try NamedThread.start(name) {
            let comm = try? String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8)
            witness.name.withLock { $0 = comm ?? "" }
            witness.runs.add(1, ordering: .relaxed)
            done.signal()
        }
        #expect(done.wait(timeout: .now() + 10) == .success)
        #expect(witness.name.withLock { $0 } == "\(name)\n")
        #expect(witness.runs.load(ordering: .relaxed) == 1)
    }

    /// What a thread needs lives as long as it runs, and no longer.
    @Test func aThreadKeepsWhatItNeeds() throws {
        let (isGone, mayEnd) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        var witness: Witness? = Witness(isGone)
        try NamedThread.start("test") { [witness] in
            _ = mayEnd.wait(timeout: .now() + 10)
            _ = witness
        }
        witness = nil
        #expect(isGone.wait(timeout: .now()) == .timedOut)
        mayEnd.signal()
        #expect(isGone.wait(timeout: .now() + 10) == .success)
    }
}

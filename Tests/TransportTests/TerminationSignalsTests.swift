import Dispatch
import Glibc
import Synchronization
import Testing

@testable import Transport

/// Signals change the whole process, so each test has one of its own, which an alarm ends if it hangs.
@Suite struct TerminationSignalsTests {
    @Test(arguments: [SIGTERM, SIGINT]) func aSignalIsWaitedForInsteadOfEndingTheProcess(number: CInt) async {
        await #expect(processExitsWith: .exitCode(7)) { [number] in
            alarm(300)
            let signals = TerminationSignals.hold()
            pthread_kill(pthread_self(), number)
            signals.wait()
            exit(7)
        }
    }

    @Test func threadsThatAreStartedLaterHoldTheSignalsBackToo() async {
        await #expect(processExitsWith: .exitCode(7)) {
            alarm(300)
            let signals = TerminationSignals.hold()
            let hasEnded = DispatchSemaphore(value: 0)
            try NamedThread.start("test") {
                pthread_kill(pthread_self(), SIGTERM)
                hasEnded.signal()
            }
            hasEnded.wait()
            withExtendedLifetime(signals) { exit(7) }
        }
    }

    @Test func aReaderOfTheLogThatGoesAwayEndsNothing() async {
        await #expect(processExitsWith: .exitCode(7)) {
            alarm(300)
            _ = TerminationSignals.hold()
            var ends: [CInt] = [-1, -1]
            pipe(&ends)
            close(ends[0])
            dup2(ends[1], STDERR_FILENO)
            StandardError.write(Array("nobody reads this\n".utf8))
            exit(7)
        }
    }
}

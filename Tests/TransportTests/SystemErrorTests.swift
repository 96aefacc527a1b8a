import Glibc
import Testing

@testable import Transport

@Suite struct SystemErrorTests {
    @Test(arguments: [
        (EACCES, "bind 0.0.0.0:443: Permission denied"), (EMFILE, "bind 0.0.0.0:443: Too many open files"),
        (12_345, "bind 0.0.0.0:443: Unknown error 12345"),
    ])
    func theTextNamesTheCallAndTheReason(code: CInt, text: String) {
        #expect(SystemError("bind 0.0.0.0:443", code: code).description == text)
    }

    @Test func aCallThatASignalInterruptsIsRepeated() {
        var results = [-1, -1, 5]
        let outcome = Syscall.outcome {
            errno = EINTR
            return results.removeFirst()
        }
        #expect("\(outcome)" == "done(5)")
        #expect(results == [])
    }

    @Test(arguments: [
        (0, 0, "done(0)"), (3, EBADF, "done(3)"), (-1, EAGAIN, "wouldBlock"), (-1, EPIPE, "failed(\(EPIPE))"),
    ])
    func theReasonCountsOnlyWhereTheCallHasFailed(result: Int, code: CInt, outcome: String) {
        let actual = Syscall.outcome {
            errno = code
            return result
        }
        #expect("\(actual)" == outcome)
    }

    @Test(arguments: [EAGAIN, EBADF])
    func whereFailingIsAnErrorItCarriesTheWords(code: CInt) throws {
        #expect(throws: SystemError("eat", code: code)) {
            try Syscall.check("eat") {
                errno = code
                return -1
            }
        }
        #expect(try Syscall.check("eat") { 7 } == 7)
    }
}
